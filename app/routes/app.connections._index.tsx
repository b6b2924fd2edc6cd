import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ConnectionList } from '#app/ui/connections/connection-list.tsx';
import { PageProblem } from '#app/ui/page-problem.tsx';

export const meta: MetaFunction = () => [{ title: 'Connections · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const { id, timezone } = await admin.signIn(request);
  return { connections: await admin.listConnections(id), timezone };
}

export default function Connections() {
  return <ConnectionList {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
