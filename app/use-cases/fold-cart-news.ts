import { clampToDelivery } from '#app/domain/profiles/attribute-log.ts';
import type { CartNews } from '#app/ports/shop-news.ts';
import { occurredInstant, type FoldContext } from './fold-context.ts';
import { refreshOpenCarts, survivorOf } from './fold-shopper.ts';

/** carts/* and checkouts/*. A checkout of a known customer is a fact about them until it is ordered or deleted. */
export async function foldCartNews(context: FoldContext, cart: CartNews): Promise<void> {
  const { stores, receivedAt } = context;
  const customerId = await survivorOf(context, cart.customerId);
  await stores.carts.save({
    ...cart,
    customerId,
    startedAt: clampToDelivery(cart.startedAt, receivedAt),
    updatedAt: clampToDelivery(cart.updatedAt, receivedAt),
  });
  if (customerId !== null) await refreshOpenCarts(context, customerId);
}

/** checkouts/delete names the cart, in some versions the checkout too. */
export async function foldCheckoutDeleted(
  context: FoldContext,
  { token, cartToken }: { readonly token: string | null; readonly cartToken: string | null },
): Promise<void> {
  if (token === null && cartToken === null) return;
  const tokens = { checkout: token, cart: cartToken };
  const closed = await context.stores.carts.complete(tokens, occurredInstant(context));
  for (const owner of new Set(closed.flatMap(({ customerId }) => customerId ?? [])))
    await refreshOpenCarts(context, owner);
}
