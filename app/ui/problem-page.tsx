import { isRouteErrorResponse, useRouteError } from '@remix-run/react';

interface Problem {
  readonly title: string;
  readonly advice: string;
}

/** Says in words what went wrong. It needs no Polaris provider, so it works where the admin's frame could not be made. */
export function ProblemPage() {
  const { title, advice } = describeProblem(useRouteError());
  return (
    <main className="landing">
      <h1 style={{ fontSize: '1.5rem', fontWeight: 650, marginBottom: '0.75rem' }}>{title}</h1>
      <p>{advice}</p>
    </main>
  );
}

/** Title and advice for what a loader, an action or a component threw; never a stack or a message of ours. */
export function describeProblem(error: unknown): Problem {
  if (!isRouteErrorResponse(error)) return BROKEN;
  if (error.status === 404) return describeMissing(error.data);
  if (error.status === 401 || error.status === 403)
    return {
      title: 'This page needs you to be signed in',
      advice: 'Open Attune again from your Shopify admin.',
    };
  if (error.status === 405)
    return { title: 'That is not possible here', advice: 'Go back and use the buttons of the page.' };
  return BROKEN;
}

const BROKEN: Problem = {
  title: 'Something went wrong on our side',
  advice:
    'Your shop and its checkout go on as before. Reload the page in a moment; nothing that was saved is lost. The failure was recorded.',
};

function describeMissing(data: unknown): Problem {
  const what = typeof data === 'object' && data !== null && 'what' in data ? String(data.what) : 'page';
  return {
    title: `There is no such ${what}`,
    advice: `It may have been deleted, or the address is wrong. Choose another from the menu.`,
  };
}
