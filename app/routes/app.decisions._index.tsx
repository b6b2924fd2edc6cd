import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { DecisionList } from '#app/ui/decisions/decision-list.tsx';
import { PageProblem } from '#app/ui/page-problem.tsx';

export const meta: MetaFunction = () => [{ title: 'Past decisions · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const { searchParams } = new URL(request.url);
  const typed = (name: string): string => (searchParams.get(name) ?? '').slice(0, 500);
  const asked = {
    shopper: typed('shopper'),
    checkout: typed('checkout'),
    day: typed('day'),
    campaign: typed('campaign'),
    experiment: typed('experiment'),
    after: typed('after'),
  };
  return { ...(await admin.listDecisions(shop, asked)), timezone: shop.timezone };
}

export default function PastDecisions() {
  return <DecisionList {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
