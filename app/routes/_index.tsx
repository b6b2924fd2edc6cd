import { redirect } from '@remix-run/node';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { LandingPage } from '#app/ui/landing-page.tsx';

export const meta: MetaFunction = () => [{ title: 'Attune: checkout personalization for Shopify' }];

/** Shopify opens the app at its root with the shop in the address; a visitor without one gets to know what this is. */
export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has('shop')) throw redirect(`/app${search}`);
  return null;
}

export default LandingPage;
