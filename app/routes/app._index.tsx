import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { HomePage } from '#app/ui/home/home-page.tsx';
import { PageProblem } from '#app/ui/page-problem.tsx';

export const meta: MetaFunction = () => [{ title: 'Home · Attune' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  return { ...(await admin.reportHome(shop)), timezone: shop.timezone, currency: shop.currency };
}

export default function Home() {
  return <HomePage {...useLoaderData<typeof loader>()} />;
}

export { PageProblem as ErrorBoundary };
