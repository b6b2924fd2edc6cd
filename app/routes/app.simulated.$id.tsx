import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { missing, readAction } from '#app/http/admin-request.ts';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { StudyPage } from '#app/ui/simulated/study-page.tsx';
import { revalidateAfterChange } from '#app/ui/use-save.ts';

export const meta: MetaFunction = () => [{ title: 'Simulated month · Attune' }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const month = await admin.findSimulatedMonth(shop.id);
  const study = month?.studies.find(({ id }) => id === params.id);
  if (!study) throw missing('simulated study');
  return { study, currency: shop.currency, timezone: shop.timezone };
}

/** Removes the whole month. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  await readAction(request, z.object({ intent: z.literal('remove') }));
  await admin.removeSimulatedMonth(shop.id);
  return Response.json({ kind: 'removed', toast: 'Simulated month removed' });
}

export const shouldRevalidate = revalidateAfterChange;

export default function Study() {
  const view = useLoaderData<typeof loader>();
  return <StudyPage key={view.study.id} {...view} />;
}

export { PageProblem as ErrorBoundary };
