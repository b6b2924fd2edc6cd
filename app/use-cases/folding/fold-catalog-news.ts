import type { ProductId } from '#app/domain/kernel/ids.ts';
import { parseMoney } from '#app/domain/kernel/money.ts';
import type { ProductNews, StockNews } from '#app/ports/shop-news.ts';
import { occurredAt, occurredInstant, type FoldContext } from './fold-context.ts';

/** products/create and update: stored at once, contextual prices marked to be read again. */
export async function foldProductNews(context: FoldContext, news: ProductNews): Promise<void> {
  const { stores, shop } = context;
  const variants = news.variants.map(({ price, ...variant }) => ({
    ...variant,
    priceMinor: parseMoney(price, shop.currency)?.amountMinor ?? 0,
  }));
  if (!(await stores.products.save(news.product, variants, news.variantIds))) return;
  context.changes.add('catalog');
  context.effects.add('read-prices');
}

export async function foldProductDeleted(context: FoldContext, productId: ProductId): Promise<void> {
  await context.stores.products.markDeleted(productId, occurredInstant(context));
  context.changes.add('catalog');
}

/** variants/in_stock, out_of_stock and inventory_levels/update. */
export async function foldStockNews(context: FoldContext, news: StockNews): Promise<void> {
  const { products } = context.stores;
  if (news.kind === 'variant-stock') {
    if (await products.setStock(news.variantId, news, occurredAt(context))) context.changes.add('catalog');
    return;
  }
  if (news.available === null) return;
  if (!(await products.setInventoryLevel(news.inventoryItemId, news.available, occurredAt(context)))) return;
  context.changes.add('catalog');
  context.effects.add('read-prices');
}
