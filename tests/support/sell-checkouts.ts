import type pg from 'pg';
import { insertRows } from './rows.ts';

export interface SoldCheckout {
  readonly token: string;
  readonly at: Date;
  /** An order of 10.00 in the shop's currency comes of it. */
  readonly buys: boolean;
}

/** Checkouts that webhooks told of, and the orders of those that bought. */
export async function sellCheckouts(
  pool: pg.Pool,
  shopId: number,
  checkouts: readonly SoldCheckout[],
): Promise<void> {
  await insertRows(
    pool,
    'open_cart',
    checkouts.map(({ token, at }) => ({
      ...{ shop_id: shopId, kind: 'checkout', token, started_at: at, updated_at: at, lines: [] },
    })),
  );
  await insertRows(
    pool,
    'orders',
    checkouts
      .filter(({ buys }) => buys)
      .map(({ token, at }) => ({
        ...{ shop_id: shopId, id: token, checkout_token: token, processed_at: at, updated_at: at },
        ...{ currency: 'GBP', subtotal_minor: 1_000, total_minor: 1_000, lines: [] },
      })),
  );
}
