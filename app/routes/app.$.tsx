import { json } from '@remix-run/node';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { PageProblem } from '#app/ui/page-problem.tsx';

export const meta: MetaFunction = () => [{ title: 'No such page · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.container.admin.signIn(request);
  throw json({ what: 'page' }, 404);
}

export default function NoPage() {
  return null;
}

export { PageProblem as ErrorBoundary };
