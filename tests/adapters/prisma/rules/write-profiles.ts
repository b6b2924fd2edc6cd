import type pg from 'pg';
import type { Activity, Profile, Purchase } from '#app/domain/profiles/profile.ts';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { insertRows } from '#tests/support/rows.ts';

const timeOf = (at: number): string => new Date(at * 1000).toISOString();

/** Writes profiles as the rows of a new shop that they could have been folded from; its number. */
export async function writeProfiles(
  pool: pg.Pool,
  profiles: readonly Profile[],
  timezone: string,
): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO shop (domain, name, currency, timezone, installed_at)
     VALUES (gen_random_uuid() || '.myshopify.com', 'Story', 'GBP', $1, now()) RETURNING id`,
    [timezone],
  );
  const shopId = rows[0]?.id ?? 0;
  const write = (table: string, of: (profile: Profile) => readonly object[]): Promise<void> =>
    insertRows(
      pool,
      table,
      profiles.flatMap(of).map((row) => ({ shop_id: shopId, ...row })),
    );
  await write('profile', (profile) => [profileRow(profile)]);
  await write('orders', (profile) => profile.purchases.map((purchase) => orderRow(profile, purchase)));
  await write('refund', refundRows);
  await write('shopper_activity', activityRows);
  await write('open_cart', cartRows);
  return shopId;
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
function refundRows(profile: Profile): object[] {
  return (profile.refunds ?? []).map(({ at, amountMinor }, index) => ({
    id: `${profile.shopperId} ${index}`,
    order_id: orderId(profile, profile.purchases[0]),
    created_at: timeOf(at),
    amount_minor: amountMinor,
    lines: [],
  }));
}

function activityRows({ shopperId, ...profile }: Profile): object[] {
  const rows = (kind: string, items: readonly Activity[] = []): object[] =>
    items.map(({ at }, index) => ({
      key: `${shopperId} ${kind} ${index}`,
      shopper_id: shopperId,
      cart_token: `${shopperId} ${kind} ${index}`,
      kind,
      at: timeOf(at),
    }));
  return [
    ...rows('view', profile.views),
    ...rows('search', profile.searches),
    ...rows('cart', profile.cartChanges),
    ...rows('checkout', profile.checkouts),
  ];
}

function cartRows({ shopperId, openCarts }: Profile): object[] {
  return openCarts.map(({ token, startedAt, updatedAt }) => ({
    kind: 'checkout',
    token: `${shopperId} ${token}`,
    customer_id: shopperId,
    started_at: timeOf(startedAt),
    updated_at: timeOf(updatedAt),
    lines: [{}],
  }));
}
