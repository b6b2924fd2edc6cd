import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { missing, readAction } from '#app/http/admin-request.ts';
import { answerExperiment } from '#app/http/experiment-answer.ts';
import { ExperimentPage } from '#app/ui/experiments/experiment-page.tsx';
import { PageProblem } from '#app/ui/page-problem.tsx';

export const meta: MetaFunction = () => [{ title: 'Experiment · Attune' }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const view = await admin.openExperiment(shop.id, params.id ?? '');
  if (!view) throw missing('experiment');
  return { ...view, currency: shop.currency, timezone: shop.timezone };
}

const experimentAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('split'), shares: z.unknown() }),
  z.object({ intent: z.literal('segments'), segmentIds: z.unknown() }),
  z.object({ intent: z.literal('stop') }),
  z.object({ intent: z.literal('measure') }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { admin } = context.container;
  const { id: shopId } = await admin.signIn(request);
  const asked = await readAction(request, experimentAction);
  const id = params.id ?? '';
  if (asked.intent === 'measure') {
    await admin.measureAnew(shopId);
    return Response.json({ kind: 'saved', id, toast: 'Counting again' });
  }
  if (asked.intent === 'stop')
    return answerExperiment(await admin.stopExperiment({ shopId, id }), 'Experiment ended');
  if (asked.intent === 'segments') {
    const { segmentIds } = asked;
    return answerExperiment(await admin.lookBySegments({ shopId, id, segmentIds }), 'Counting by segment');
  }
  const { shares } = asked;
  return answerExperiment(await admin.changeSplit({ shopId, id, shares }), 'Shares changed');
}

export default function Experiment() {
  const view = useLoaderData<typeof loader>();
  return <ExperimentPage key={`${view.id} ${view.changes}`} {...view} />;
}

export { PageProblem as ErrorBoundary };
