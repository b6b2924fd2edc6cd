import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { missing } from '#app/http/admin-request.ts';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { SegmentHealthPage } from '#app/ui/segments/health/health-page.tsx';

export const meta: MetaFunction = () => [{ title: 'Segment health · Attune' }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const health = await admin.segmentHealth(shop, params.id ?? '');
  if (!health) throw missing('segment');
  return health;
}

export default function SegmentHealth() {
  const health = useLoaderData<typeof loader>();
  return <SegmentHealthPage key={health.segmentId} {...health} />;
}

export { PageProblem as ErrorBoundary };
