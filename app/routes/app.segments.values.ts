import type { LoaderFunctionArgs } from '@remix-run/node';

/** The values that occur in the shop, for the segment editor to offer. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  return await admin.listKnownValues(await admin.signIn(request));
}
