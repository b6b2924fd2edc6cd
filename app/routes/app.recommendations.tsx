import { json } from '@remix-run/node';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readAction, staleSentence } from '#app/http/admin-request.ts';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { RecommendationsPage } from '#app/ui/recommendations/recommendations-page.tsx';

export const meta: MetaFunction = () => [{ title: 'Recommendations · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  return admin.viewRecommendations(await admin.signIn(request));
}

const recommendationsAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('train') }),
  z.object({ intent: z.literal('save'), version: z.number().int(), draft: z.unknown() }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { admin } = context.container;
  const { id } = await admin.signIn(request);
  const asked = await readAction(request, recommendationsAction);
  if (asked.intent === 'train') {
    await admin.requestTraining(id);
    return json({ kind: 'training-requested' } as const);
  }
  const saved = await admin.saveMerchandising({ shopId: id, version: asked.version, draft: asked.draft });
  if (saved.ok) return json({ kind: 'merchandising-saved' } as const);
  if (saved.failure.kind === 'stale') return refuse(409, staleSentence('page'));
  return refuse(422, 'Some choices need another look.', saved.failure.fields);
}

function refuse(status: number, sentence: string, fields: Readonly<Record<string, string>> = {}) {
  return json({ kind: 'refused', sentence, fields } as const, status);
}

export default function Recommendations() {
  return <RecommendationsPage {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
