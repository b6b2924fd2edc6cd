import type pg from 'pg';
import type { ActivityRecord } from '#app/domain/profiles/activity-record.ts';
import type { Profile, Purchase } from '#app/domain/profiles/profile.ts';
import type { ProductTraits, ShopMarket } from '#app/domain/segments/segment.ts';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { insertRows } from '#tests/support/rows.ts';

const timeOf = (at: number): string => new Date(at * 1000).toISOString();

/** A profile, and what was done that its series are made of. */
export interface Told {
  readonly profile: Profile;
  readonly activity: readonly ActivityRecord[];
}

export interface ToldShop {
  readonly timezone: string;
  readonly markets: readonly ShopMarket[];
  /** By gid. */
  readonly products: ReadonlyMap<string, ProductTraits>;
}

/** Writes profiles as the rows of a new shop that they could have been folded from; its number. */
export async function writeProfiles(
  pool: pg.Pool,
  told: readonly Told[],
  { timezone, markets, products }: ToldShop,
): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO shop (domain, name, currency, timezone, installed_at)
     VALUES (gen_random_uuid() || '.myshopify.com', 'Story', 'GBP', $1, now()) RETURNING id`,
    [timezone],
  );
  const shopId = rows[0]?.id ?? 0;
  const write = (table: string, all: readonly object[]): Promise<void> =>
    insertRows(
      pool,
      table,
      all.map((row) => ({ shop_id: shopId, ...row })),
    );
  await write('market', markets.map(marketRow));
  await write(
    'product',
    [...products].map(([id, traits]) => productRow(id, traits)),
  );
  await write(
    'profile',
    told.map(({ profile }) => profileRow(profile)),
  );
  await write(
    'orders',
    told.flatMap(({ profile }) => profile.purchases.map((purchase) => orderRow(profile, purchase))),
  );
  await write('refund', told.flatMap(refundRows));
  await write('shopper_activity', told.flatMap(activityRows));
  await write('open_cart', told.flatMap(cartRows));
  return shopId;
}

function marketRow({ name, countries }: ShopMarket, index: number): object {
  return { id: `m${index}`, name, countries, currency: 'GBP' };
}

function productRow(id: string, traits: ProductTraits): object {
  return { id, title: id, handle: id, status: 'ACTIVE', updated_at: timeOf(0), deleted_at: null, ...traits };
}

function profileRow(profile: Profile): object {
  return {
    ...profileColumns(profile),
    attribute_log: {},
    segment_ids: [],
    next_segment_ids: [],
    config_version: 1,
    updated_at: timeOf(0),
  };
}

/** An order's id is its own within one story only. */
const orderId = ({ shopperId }: Profile, purchase: Purchase | undefined): string =>
  `${shopperId} ${purchase?.orderId}`;

function orderRow(profile: Profile, purchase: Purchase): object {
  const { at, grossMinor, netMinor, lines } = purchase;
  return {
    id: orderId(profile, purchase),
    customer_id: profile.shopperId,
    processed_at: timeOf(at),
    updated_at: timeOf(at),
    test: false,
    currency: 'GBP',
    subtotal_minor: grossMinor,
    total_minor: grossMinor,
    refunded_minor: grossMinor - netMinor,
    lines: lines.map((line, index) => ({ ...line, id: String(index), currentQuantity: line.quantity })),
  };
}

/** Whichever order a refund is of, it is the shopper's. */
function refundRows({ profile }: Told): object[] {
  return (profile.refunds ?? []).map(({ at, amountMinor }, index) => ({
    id: `${profile.shopperId} ${index}`,
    order_id: orderId(profile, profile.purchases[0]),
    created_at: timeOf(at),
    amount_minor: amountMinor,
    lines: [],
  }));
}

function activityRows({ profile: { shopperId }, activity }: Told): object[] {
  return activity.map(({ key, kind, at, productId, query, valueMinor, lastedSeconds }, index) => ({
    key: `${key} ${shopperId} ${index}`,
    shopper_id: shopperId,
    cart_token: shopperId,
    kind,
    at: timeOf(at),
    product_id: productId,
    query,
    value_minor: valueMinor,
    lasted_seconds: lastedSeconds ?? null,
  }));
}

function cartRows({ profile: { shopperId, openCarts } }: Told): object[] {
  return openCarts.map(({ token, startedAt, updatedAt, valueMinor = null }) => ({
    kind: 'checkout',
    token: `${shopperId} ${token}`,
    customer_id: shopperId,
    started_at: timeOf(startedAt),
    updated_at: timeOf(updatedAt),
    lines: [{}],
    value_minor: valueMinor,
  }));
}
