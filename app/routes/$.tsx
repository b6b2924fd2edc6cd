import { json } from '@remix-run/node';
import { ProblemPage } from '#app/ui/problem-page.tsx';

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
