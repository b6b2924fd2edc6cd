import type { HeadersFunction, LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, useLoaderData } from '@remix-run/react';
import { boundary } from '@shopify/shopify-app-remix/server';
import { AdminFrame } from '#app/ui/admin-frame.tsx';
import { ProblemPage } from '#app/ui/problem-page.tsx';

/** The frame around every admin page: signs in, and says what App Bridge needs. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  await admin.signIn(request);
  return { apiKey: admin.apiKey, appBridgeUrl: admin.appBridgeUrl };
}

export default function AdminLayout() {
  const { apiKey } = useLoaderData<typeof loader>();
  return (
    <AdminFrame apiKey={apiKey}>
      <Outlet />
    </AdminFrame>
  );
}

/** Shopify's library asks for a fresh token by headers on an error. */
export const headers: HeadersFunction = (given) => boundary.headers(given);

/** What App Bridge needs never changes while the page is open. */
export const shouldRevalidate = () => false;

export { ProblemPage as ErrorBoundary };
