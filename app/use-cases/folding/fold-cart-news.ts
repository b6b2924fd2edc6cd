import { parseMoney } from '#app/domain/kernel/money.ts';
import { clampToDelivery } from '#app/domain/profiles/attribute-log.ts';
import type { StoredCart } from '#app/ports/order-store.ts';
import type { CartNews } from '#app/ports/shop-news.ts';
import { occurredInstant, type FoldContext } from './fold-context.ts';
import { followCarts, refreshTrace, survivorOf } from './fold-shopper.ts';

/**
 * carts/* and checkouts/*. A cart says nothing of whose it is; a checkout or an order of it does. A checkout of a known customer
 * is a fact about them until it is ordered or deleted.
 */
export async function foldCartNews(context: FoldContext, news: CartNews): Promise<void> {
  const { stores } = context;
  const cartToken = news.cartToken ?? news.token;
  await stores.carts.lock([cartToken, news.token]);
  const customerId = await survivorOf(context, news.customerId);
  const cart = { ...toStoredCart(context, news), customerId };
  await stores.carts.save(cart);
  if (cart.kind === 'checkout') await stores.activity.saveCheckoutCart(cart.token);
  else {
    const { updatedMs: changedMs, isEmpty } = news;
    const { updatedAt: at, valueMinor } = cart;
    await stores.activity.saveCartChange({ cartToken, changedMs, at, isEmpty, valueMinor });
  }
  await followCarts(context, [cartToken], customerId === null ? [] : [customerId]);
}

function toStoredCart({ shop, receivedAt }: FoldContext, news: CartNews): StoredCart {
  const { amount, currency } = news.value;
  const isOwnCurrency = currency === null || currency === shop.currency;
  return {
    ...news,
    startedAt: clampToDelivery(news.startedAt, receivedAt),
    updatedAt: clampToDelivery(news.updatedAt, receivedAt),
    valueMinor:
      isOwnCurrency && amount !== null ? (parseMoney(amount, shop.currency)?.amountMinor ?? null) : null,
  };
}

/** checkouts/delete names the cart, in some versions the checkout too. */
export async function foldCheckoutDeleted(
  context: FoldContext,
  { token, cartToken }: { readonly token: string | null; readonly cartToken: string | null },
): Promise<void> {
  if (token === null && cartToken === null) return;
  const at = occurredInstant(context);
  const owners = await context.stores.carts.complete([{ checkout: token, cart: cartToken, at, owner: null }]);
  for (const owner of owners) await refreshTrace(context, owner);
}
