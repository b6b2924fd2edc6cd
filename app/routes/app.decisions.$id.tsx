import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { missing } from '#app/http/admin-request.ts';
import { DecisionPage } from '#app/ui/decisions/decision-page.tsx';
import { PageProblem } from '#app/ui/page-problem.tsx';

export const meta: MetaFunction = () => [{ title: 'Past decision · Attune' }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const explained = await admin.explainDecision(shop, params['id'] ?? '');
  if (!explained) throw missing('decision');
  return { ...explained, timezone: shop.timezone };
}

export default function PastDecision() {
  return <DecisionPage {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
