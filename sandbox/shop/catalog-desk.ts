import type { ShopWriter } from './checkouts.ts';
import type { Product, Shop } from './shop.ts';

function setPrice({ now, write, tell }: ShopWriter, product: Product, priceMinor: number): void {
  if (!Number.isInteger(priceMinor) || priceMinor < 0)
    throw new Error(`Expected a price of 0 or more, found ${priceMinor}.`);
  write({ kind: 'price', at: now(), productId: product.id, priceMinor });
  tell({ topic: 'products/update', product });
}

/** Tells what a change of stock brings with it: sold out, back in stock. */
export function tellStock(tell: ShopWriter['tell'], product: Product, before: number): void {
  tell({ topic: 'inventory_levels/update', product });
  if (before > 0 && product.inventory === 0) tell({ topic: 'variants/out_of_stock', product });
  if (before === 0 && product.inventory > 0) tell({ topic: 'variants/in_stock', product });
}

function setInventory({ now, write, tell }: ShopWriter, product: Product, inventory: number): void {
  if (!Number.isInteger(inventory) || inventory < 0)
    throw new Error(`Expected a stock of 0 or more, found ${inventory}.`);
  const before = product.inventory;
  write({ kind: 'inventory', at: now(), productId: product.id, inventory });
  tellStock(tell, product, before);
  tell({ topic: 'products/update', product });
}

/** Prices and stock, changed by hand. */
export function createCatalogDesk(writer: ShopWriter): Pick<Shop, 'setPrice' | 'setInventory'> {
  return {
    setPrice: (product, priceMinor) => setPrice(writer, product, priceMinor),
    setInventory: (product, inventory) => setInventory(writer, product, inventory),
  };
}
