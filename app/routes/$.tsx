import { json } from '@remix-run/node';
import type { MetaFunction } from '@remix-run/node';
import { ProblemPage } from '#app/ui/problem-page.tsx';

export const meta: MetaFunction = () => [{ title: 'No such page · Attune' }];

export function loader() {
  throw json({ what: 'page' }, 404);
}

export function action() {
  return loader();
}

export default function NoPage() {
  return null;
}

export { ProblemPage as ErrorBoundary };
