import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { PageProblem } from '#app/ui/page-problem.tsx';
import { RemindersPage } from '#app/ui/reminders/reminders-page.tsx';

export const meta: MetaFunction = () => [{ title: 'Reminders · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  return { ...(await admin.reportReminders(shop)), currency: shop.currency, timezone: shop.timezone };
}

export default function Reminders() {
  return <RemindersPage {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
