import { json } from '@remix-run/node';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readAction } from '#app/http/admin-request.ts';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { RecommendationsPage } from '#app/ui/recommendations/recommendations-page.tsx';

export const meta: MetaFunction = () => [{ title: 'Recommendations · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  return admin.viewRecommendations(await admin.signIn(request));
}

const recommendationsAction = z.object({ intent: z.literal('train') });

export async function action({ request, context }: ActionFunctionArgs) {
  const { admin } = context.container;
  const { id } = await admin.signIn(request);
  await readAction(request, recommendationsAction);
  await admin.requestTraining(id);
  return json({ kind: 'training-requested' } as const);
}

export default function Recommendations() {
  return <RecommendationsPage {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
