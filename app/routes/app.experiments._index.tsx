import { isOfHoldout } from '#app/domain/experiments/simulation/study.ts';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ExperimentList } from '#app/ui/experiments/experiment-list.tsx';
import { PageProblem } from '#app/ui/page-problem.tsx';

export const meta: MetaFunction = () => [{ title: 'Experiments · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const [listed, month] = await Promise.all([
    admin.listExperiments(shop.id),
    admin.findSimulatedMonth(shop.id),
  ]);
  const simulated = month?.studies.filter((study) => !isOfHoldout(study)) ?? [];
  return { ...listed, simulated, timezone: shop.timezone };
}

export default function Experiments() {
  return <ExperimentList {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
