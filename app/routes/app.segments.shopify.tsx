import { json } from '@remix-run/node';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readAction } from '#app/http/admin-request.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { ShopifySegments } from '#app/ui/segments/shopify-segments.tsx';
import type { FollowProblem, ShopifySegmentView } from '#app/use-cases/segments/follow-segments.ts';
import type { Result } from '#app/domain/kernel/result.ts';

export const meta: MetaFunction = () => [{ title: 'Segments of Shopify · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const listed = await answerOf(admin.listShopifySegments(shop));
  const { timezone } = shop;
  const segments = listed.ok ? listed.value : NONE;
  return { segments, problem: listed.ok ? null : listed.failure, timezone };
}

const NONE: readonly ShopifySegmentView[] = [];

const followAction = z.object({ intent: z.enum(['follow', 'unfollow']), id: z.string().max(100) });

export async function action({ request, context }: ActionFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const { intent, id } = await readAction(request, followAction);
  const isFollow = intent === 'follow';
  const change = isFollow ? admin.followShopifySegment : admin.unfollowShopifySegment;
  const changed = await answerOf<unknown>(change({ shop, id }));
  if (!changed.ok) return json({ kind: 'refused', sentence: changed.failure } as const, 409);
  return json({ kind: 'done', toast: isFollow ? 'Segment followed' : 'No longer followed' } as const);
}

/** The answer with its problem in words; what Shopify refuses is a problem too. */
async function answerOf<Value>(asked: Promise<Result<Value, FollowProblem>>): Promise<Result<Value, string>> {
  try {
    const answer = await asked;
    return answer.ok ? answer : { ok: false, failure: sentenceOf(answer.failure) };
  } catch (error) {
    if (!(error instanceof ShopifyRejected)) throw error;
    return { ok: false, failure: `Shopify did not answer: ${error.message}` };
  }
}

function sentenceOf(problem: FollowProblem): string {
  switch (problem.kind) {
    case 'scope-missing':
      return `Attune may not read your customers: it needs the access scope ${problem.scope}.`;
    case 'unknown-segment':
      return `Shopify has no segment “${problem.id}” (any more).`;
    case 'in-use': {
      const names = problem.segments.map((name) => `“${name}”`).join(', ');
      return `It is used by the rule of ${names}. Take it out of there first.`;
    }
  }
}

export default function Shopify() {
  return <ShopifySegments {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
