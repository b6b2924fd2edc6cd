import { isOfHoldout } from '#app/domain/experiments/simulation/study.ts';
import { json } from '@remix-run/node';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { HoldoutPage } from '#app/ui/holdout/holdout-page.tsx';
import { PageProblem } from '#app/ui/page-problem.tsx';

export const meta: MetaFunction = () => [{ title: 'What Attune added · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const [view, month] = await Promise.all([admin.reportHoldout(shop), admin.findSimulatedMonth(shop.id)]);
  const simulated = month?.studies.find(isOfHoldout) ?? null;
  return { ...view, simulated, currency: shop.currency, timezone: shop.timezone };
}

/** Asks for figures of now. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  await admin.measureAnew(shop.id);
  return json({ kind: 'asked' } as const);
}

export default function Holdout() {
  return <HoldoutPage {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
