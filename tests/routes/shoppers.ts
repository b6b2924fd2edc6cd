import type { Database } from '#app/adapters/postgres/database.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import type { Profile, Purchase } from '#app/domain/profiles/profile.ts';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { insertRows } from '#tests/support/rows.ts';
import { NOW } from './admin-site.ts';

const DAY = 86_400;

/** A customer with `orders` purchases of 20.00, one every ten days, the newest `daysAgo` days back. */
export function aProfile(number: number, { orders = 1, daysAgo = 5, tags = [] as string[] } = {}): Profile {
  return {
    shopperId: gid('Customer', number),
    attributes: { tags, country: 'GB', language: 'en', emailMarketing: null, createdAt: null },
    attributesAt: null,
    purchases: Array.from({ length: orders }, (_, index): Purchase => {
      const back = orders - 1 - index;
      const line = {
        productId: gid('Product', 1),
        variantId: gid('ProductVariant', 1),
        quantity: 1,
        unitPriceMinor: 2000,
      };
      return {
        orderId: gid('Order', number * 1000 + index),
        at: NOW - (daysAgo + back * 10) * DAY,
        netMinor: 2000,
        grossMinor: 2000,
        lines: [line],
      };
    }),
    openCarts: [],
  };
}

/** Stores profiles with the orders they were folded from, each a member of the segments given. */
export async function storeProfiles(
  { pool }: Database,
  shopId: number,
  profiles: readonly { profile: Profile; segmentIds?: readonly string[] }[],
): Promise<void> {
  for (const { profile, segmentIds = [] } of profiles) {
    await insertRows(pool, 'profile', [
      {
        shop_id: shopId,
        ...profileColumns(profile),
        attribute_log: {},
        segment_ids: segmentIds,
        config_version: 1,
        updated_at: new Date((NOW - 60) * 1000),
      },
    ]);
    await insertRows(
      pool,
      'orders',
      profile.purchases.map((purchase) => orderRow(shopId, profile, purchase)),
    );
  }
}

function orderRow(shopId: number, { shopperId }: Profile, { orderId, at, grossMinor, lines }: Purchase) {
  const time = new Date(at * 1000);
  return {
    shop_id: shopId,
    id: orderId,
    customer_id: shopperId,
    processed_at: time,
    updated_at: time,
    test: false,
    currency: 'GBP',
    subtotal_minor: grossMinor,
    total_minor: grossMinor,
    refunded_minor: 0,
    lines: lines.map((line, index) => ({ ...line, id: String(index), currentQuantity: line.quantity })),
  };
}
