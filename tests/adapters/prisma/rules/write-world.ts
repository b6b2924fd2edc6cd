import type pg from 'pg';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { insertRows } from '#tests/support/rows.ts';
import { CURRENCY, keyOf, type World, type WorldShopper } from './random-world.ts';

let shops = 0;

/** Writes a world as the rows of a new shop; its number. Times get fractions of a second, as Shopify's have. */
export async function writeWorld(pool: pg.Pool, world: World, timezone: string): Promise<number> {
  shops += 1;
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO shop (domain, name, currency, timezone, installed_at) VALUES ($1, 'World', $2, $3, now()) RETURNING id`,
    [`world-${shops}.myshopify.com`, CURRENCY, timezone],
  );
  const shopId = rows[0]?.id ?? 0;
  const write = (table: string, all: readonly object[]): Promise<void> =>
    insertRows(
      pool,
      table,
      all.map((row) => ({ shop_id: shopId, ...row })),
    );
  await write('market', marketRows(world));
  await write('product', productRows(world));
  await write('profile', world.shoppers.flatMap(profileRows));
  await write('orders', world.shoppers.flatMap(orderRows));
  await write('refund', world.shoppers.flatMap(refundRows));
  await write('shopper_activity', world.shoppers.flatMap(activityRows));
  await write('open_cart', world.shoppers.flatMap(cartRows));
  await write('shopify_segment_member', world.shoppers.flatMap(segmentRows));
  return shopId;
}

/** Some hundredths into the second, by a text. */
function timeOf(at: number, key = ''): string {
  return new Date(at * 1000 + ((key.length * 137) % 1000)).toISOString();
}

function marketRows({ markets }: World): object[] {
  return markets.map(({ name, countries }, index) => ({
    id: `m${index}`,
    name,
    countries,
    currency: CURRENCY,
  }));
}

/** With one that was deleted since: it has no traits any more. */
function productRows({ products }: World): object[] {
  const known = [...products].map(([id, traits]) => ({ ...bareProduct(id), ...traits, deleted_at: null }));
  const gone = { ...bareProduct('gid://shopify/Product/9'), type: 'Mug', vendor: 'Acme', tags: ['sale'] };
  return [...known, { ...gone, collections: ['Winter'], deleted_at: timeOf(0) }];
}

function bareProduct(id: string): object {
  return { id, title: id, handle: id, status: 'ACTIVE', updated_at: timeOf(0) };
}

function profileRows({ id, profile, isDeleted }: WorldShopper): object[] {
  const row = {
    ...profileColumns(profile),
    attribute_log: isDeleted ? { deletedAt: 1 } : {},
    is_deleted: isDeleted,
    segment_ids: [],
    next_segment_ids: [],
    config_version: 1,
    updated_at: timeOf(0),
    merged_into: null,
  };
  const merged = { ...row, shopper_id: `${id}-before`, merged_into: id };
  return [row, merged];
}

function orderRows({ orders, deletedOrders }: WorldShopper): object[] {
  return orders.map((order) => ({
    id: order.id,
    customer_id: order.customerId,
    processed_at: timeOf(order.processedAt, order.id),
    updated_at: timeOf(order.updatedAt),
    cancelled_at: order.cancelledAt === null ? null : timeOf(order.cancelledAt),
    deleted_at: deletedOrders.has(order.id) ? timeOf(order.updatedAt) : null,
    test: order.test,
    currency: order.currency,
    subtotal_minor: order.subtotalMinor,
    total_minor: order.totalMinor,
    refunded_minor: order.refundedMinor,
    lines: order.lines,
  }));
}

function refundRows({ refunds }: WorldShopper): object[] {
  return refunds.map(({ orderId, at, amountMinor }) => ({
    id: `refund of ${orderId}`,
    order_id: orderId,
    created_at: timeOf(at, orderId),
    amount_minor: amountMinor,
    lines: [],
  }));
}

function activityRows({ id, done }: WorldShopper): object[] {
  return done.map(({ kind, at, cartToken, productId, query, valueMinor, lastedSeconds }, index) => ({
    key: `${id} ${keyOf(index)}`,
    shopper_id: id,
    cart_token: cartToken ?? null,
    kind,
    at: timeOf(at),
    product_id: productId ?? null,
    query: query ?? null,
    value_minor: valueMinor ?? null,
    lasted_seconds: lastedSeconds ?? null,
  }));
}

function cartRows({ id, carts }: WorldShopper): object[] {
  return carts.flatMap(({ token, startedAt, updatedAt, valueMinor, isCompleted, cart }) => {
    const row = {
      kind: 'checkout',
      token,
      cart_token: cart === null ? null : token,
      customer_id: id,
      started_at: timeOf(startedAt, token),
      updated_at: timeOf(updatedAt, token),
      completed_at: isCompleted ? timeOf(updatedAt) : null,
      lines: [{ variantId: 'v', productId: 'p', quantity: 1 }],
      value_minor: valueMinor ?? null,
    };
    // No open checkouts: a cart, and a checkout in which nothing is left.
    return [
      row,
      {
        ...row,
        kind: 'cart',
        completed_at: null,
        started_at: timeOf(startedAt - 500_000),
        updated_at: timeOf(cart?.updatedAt ?? updatedAt, token),
        value_minor: cart?.valueMinor ?? null,
        lines: cart?.isEmpty === true ? [] : row.lines,
      },
      { ...row, token: `${token}-empty`, cart_token: null, completed_at: null, lines: [], value_minor: null },
    ];
  });
}

function segmentRows({ id, segments }: WorldShopper): object[] {
  return segments.map((segment) => ({
    customer_id: id,
    segment_id: segment.id,
    is_member: segment.isMember,
    at: timeOf(0),
  }));
}
