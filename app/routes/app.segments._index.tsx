import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { SegmentList } from '#app/ui/segments/segment-list.tsx';

export const meta: MetaFunction = () => [{ title: 'Segments · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  return { ...(await admin.listSegments(shop)), timezone: shop.timezone };
}

export default function Segments() {
  return <SegmentList {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
