import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react';
import type { LinksFunction } from '@remix-run/node';
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url';
import type { ReactNode } from 'react';
import type { loader as adminLoader } from '#app/routes/app.tsx';
import { ProblemPage } from '#app/ui/problem-page.tsx';
import ownStyles from '#app/ui/admin.css?url';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: polarisStyles },
  { rel: 'stylesheet', href: ownStyles },
];

/** The document. App Bridge goes first into the head, and only on pages inside the admin. */
export function Layout({ children }: { children: ReactNode }) {
  const admin = useRouteLoaderData<typeof adminLoader>('routes/app');
  return (
    <html lang="en">
      <head>
        {admin && <meta name="shopify-api-key" content={admin.apiKey} />}
        {admin && <script src={admin.appBridgeUrl} data-api-key={admin.apiKey} />}
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

/** What is shown when even the admin's own frame could not be made. */
export function ErrorBoundary() {
  return <ProblemPage />;
}
