import type { LoaderFunctionArgs } from '@remix-run/node';

/** Shopify's authentication paths: the page that fetches a session token, and the way out of the frame. */
export function loader({ request, context }: LoaderFunctionArgs) {
  return context.container.admin.answerAuth(request);
}
