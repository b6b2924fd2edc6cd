import type { LoaderFunctionArgs } from '@remix-run/node';

const MOST_FOUND = 8;

/** Products on sale for the picker: `?q=` words of a title or a sku. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { admin } = context.container;
  const shop = await admin.signIn(request);
  const text = new URL(request.url).searchParams.get('q')?.slice(0, 200) ?? '';
  return { products: text.trim() === '' ? [] : await admin.searchProducts(shop.id, text, MOST_FOUND) };
}
