import type pg from 'pg';
import { gid } from '#app/domain/kernel/ids.ts';
import { insertRows } from '#tests/support/rows.ts';
import { NOW } from './admin-site.ts';

export const PRODUCTS = [1, 2, 3, 4, 5, 6, 7, 8];
export const productId = (number: number) => gid('Product', number);

/** Eight products at £1 to £8 that cost a tenth of it, the last one sold out. */
export async function stockShop(pool: pg.Pool, shopId: number): Promise<void> {
  await insertRows(
    pool,
    'product',
    PRODUCTS.map((number) => ({
      shop_id: shopId,
      id: productId(number),
      title: `Product ${number}`,
      handle: `product-${number}`,
      vendor: 'Maker',
      type: 'Thing',
      tags: [],
      collections: [],
      status: 'ACTIVE',
      published_at: new Date((NOW - 86_400) * 1000),
      updated_at: new Date((NOW - 86_400) * 1000),
    })),
  );
  await insertRows(
    pool,
    'variant',
    PRODUCTS.map((number) => ({
      shop_id: shopId,
      id: gid('ProductVariant', number * 10),
      product_id: productId(number),
      title: 'Default',
      price_minor: number * 100,
      unit_cost_minor: number * 10,
      prices: {},
      prices_stale: false,
      inventory_policy: 'DENY',
      inventory_tracked: true,
      inventory_quantity: number === 8 ? 0 : 10,
      available_for_sale: number !== 8,
      position: 1,
      requires_shipping: true,
    })),
  );
}

/** Orders number `from` up to `to`, an hour apart, number 162 an hour before NOW: products 1 and 2, or 3 and 4, by turns. */
export async function placeShopOrders(
  pool: pg.Pool,
  shopId: number,
  from: number,
  to: number,
): Promise<void> {
  await insertRows(
    pool,
    'orders',
    Array.from({ length: to - from }, (_, index) => index + from).map((at) => ({
      shop_id: shopId,
      id: gid('Order', at),
      customer_id: gid('Customer', at % 9),
      processed_at: new Date((NOW - (163 - at) * 3_600) * 1000),
      updated_at: new Date(NOW * 1000),
      test: false,
      country: 'GB',
      currency: 'GBP',
      subtotal_minor: 300,
      total_minor: 300,
      refunded_minor: 0,
      lines: (at % 2 === 0 ? [1, 2] : [3, 4]).map((number, line) => ({
        id: `${at}-${line}`,
        productId: productId(number),
        variantId: gid('ProductVariant', number * 10),
        quantity: 1,
        currentQuantity: 1,
        unitPriceMinor: number * 100,
      })),
    })),
  );
}
