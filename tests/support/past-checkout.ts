import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createItemEventStore } from '#app/adapters/prisma/experiments/ledger-store.ts';
import type { ItemEventKind } from '#app/contracts/checkout-decision.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { insertRows } from './rows.ts';

export interface PastCheckoutParts {
  readonly shopId: ShopId;
  readonly shopperId: string;
  readonly checkout: string | null;
  readonly atMs: number;
  readonly itemKey: string;
  /** What became of the item, a millisecond after one another. */
  readonly kinds: readonly ItemEventKind[];
  readonly basis?: object;
}

/** A checkout in which a shopper was shown one item, and what they did with it, as the ledger and the item events keep it. */
export async function writePastCheckout(
  pool: Pool,
  { shopId, shopperId, checkout, atMs, itemKey, kinds, basis = {} }: PastCheckoutParts,
): Promise<void> {
  const decisionId = randomUUID();
  await insertRows(pool, 'decision', [
    {
      id: decisionId,
      shop_id: shopId,
      shopper_id: shopperId,
      checkout_token: checkout,
      decided_at: new Date(atMs),
      channel: 'checkout',
      placements: [],
      items: [{ itemKey }],
      refusals: [],
      basis,
      duration_micros: 1,
    },
  ]);
  await createItemEventStore(pool).record(
    shopId,
    kinds.map((kind, place) => ({ decisionId, itemKey, kind, atMs: atMs + place })),
  );
}
