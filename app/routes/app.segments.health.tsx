import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { SegmentsOverviewPage } from '#app/ui/segments/health/overview-page.tsx';

export const meta: MetaFunction = () => [{ title: 'Health of segments · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  return { ...(await admin.segmentsOverview(shop)), timezone: shop.timezone };
}

export default function HealthOfSegments() {
  return <SegmentsOverviewPage {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
