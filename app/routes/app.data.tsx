import { json } from '@remix-run/node';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { missing, readAction } from '#app/http/admin-request.ts';
import { DataPage } from '#app/ui/data/data-page.tsx';
import { PageProblem } from '#app/ui/page-problem.tsx';

export const meta: MetaFunction = () => [{ title: 'Data · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const [intake, estimates] = await Promise.all([admin.reportIntake(shop), admin.viewEstimates(shop.id)]);
  return { ...intake, estimates, currency: shop.currency, timezone: shop.timezone };
}

const dataAction = z.union([
  z.object({ intent: z.enum(['replay', 'discard']), id: z.string().max(30) }),
  z.object({ intent: z.literal('reconcile') }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const asked = await readAction(request, dataAction);
  if (asked.intent === 'reconcile') {
    await admin.askReconciliation(shop.id);
    return json({ kind: asked.intent } as const);
  }
  const { intent, id } = asked;
  const change = intent === 'replay' ? admin.replayDelivery : admin.discardDelivery;
  if (!(await change(shop.domain, id))) throw missing('delivery in quarantine');
  return json({ kind: intent } as const);
}

export default function Data() {
  return <DataPage {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
