import { redirect } from '@remix-run/node';

/** Where Shopify's library sends a request without a shop. There is no login form: Shopify opens the app. */
export function loader() {
  return redirect('/');
}
