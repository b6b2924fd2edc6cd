import type pg from 'pg';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { Completeness, DataCensus, DataCensusStore, UnmatchedJoin } from '#app/ports/data-census.ts';

/** Fields of each kind, in the words of the page, with the condition under which one is filled. */
const FIELDS: Readonly<Record<Completeness['kind'], Readonly<Record<string, string>>>> = {
  customers: {
    country: `attributes->>'country' IS NOT NULL`,
    language: `attributes->>'language' IS NOT NULL`,
    'word on marketing e-mail': `attributes->>'emailMarketing' IS NOT NULL`,
    tags: `jsonb_array_length(coalesce(attributes->'tags', '[]')) > 0`,
  },
  products: {
    type: `type <> ''`,
    vendor: `vendor <> ''`,
    tags: `cardinality(tags) > 0`,
    price: `EXISTS (SELECT FROM variant WHERE variant.shop_id = $1 AND product_id = product.id AND price_minor > 0)`,
    cost: `EXISTS (SELECT FROM variant WHERE variant.shop_id = $1 AND product_id = product.id AND unit_cost_minor IS NOT NULL)`,
  },
  orders: {
    customer: 'customer_id IS NOT NULL',
    country: 'country IS NOT NULL',
    checkout: 'checkout_token IS NOT NULL',
    cart: 'cart_token IS NOT NULL',
    lines: `lines <> '[]'`,
  },
  views: {
    customer: 'shopper_id IS NOT NULL',
    'time on the page': 'lasted_seconds IS NOT NULL',
  },
};

/** Views of the last 30 days, which recommendations go by. */
const ROWS: Readonly<Record<Completeness['kind'], string>> = {
  customers: `profile WHERE shop_id = $1 AND merged_into IS NULL AND NOT is_deleted`,
  products: `product WHERE shop_id = $1 AND deleted_at IS NULL`,
  orders: `orders WHERE shop_id = $1 AND deleted_at IS NULL`,
  views: `shopper_activity WHERE shop_id = $1 AND kind = 'view' AND at > $2::timestamptz - interval '30 days'`,
};

/** Each gives `all` and `unmatched`. Orders and checkouts of the last 30 days: older ones may be from before the install. */
const JOINS: Readonly<Record<string, string>> = {
  'Products bought that the catalog does not know': `
    SELECT count(*) AS all, count(*) FILTER (WHERE product.id IS NULL) AS unmatched
      FROM (SELECT DISTINCT line->>'productId' AS id FROM orders, jsonb_array_elements(lines) AS line
             WHERE shop_id = $1 AND line->>'productId' IS NOT NULL) AS bought
      LEFT JOIN product ON product.shop_id = $1 AND product.id = bought.id`,
  'Customers of orders without a profile': `
    SELECT count(*) AS all, count(*) FILTER (WHERE profile.shopper_id IS NULL) AS unmatched
      FROM (SELECT DISTINCT customer_id FROM orders WHERE shop_id = $1 AND customer_id IS NOT NULL) AS buyer
      LEFT JOIN profile ON profile.shop_id = $1 AND profile.shopper_id = buyer.customer_id`,
  'Orders of 30 days whose checkout asked Attune nothing': `
    SELECT count(*) AS all, count(*) FILTER (WHERE NOT EXISTS (
             SELECT FROM decision WHERE decision.shop_id = $1 AND decision.checkout_token = orders.checkout_token)) AS unmatched
      FROM orders WHERE shop_id = $1 AND checkout_token IS NOT NULL AND processed_at > $2::timestamptz - interval '30 days'`,
  'Browsers that led to no customer': `
    SELECT count(*) AS all, count(*) FILTER (WHERE shopper_id IS NULL) AS unmatched FROM visitor WHERE shop_id = $1`,
};

/** A census reads tables whole: it is taken behind the page, never for it. */
export function createDataCensusStore(pool: pg.Pool): DataCensusStore {
  return {
    async find(shopId) {
      const { rows } = await pool.query<{ at: Date; body: Omit<DataCensus, 'at'> }>(
        'SELECT at, body FROM data_census WHERE shop_id = $1',
        [shopId],
      );
      const [row] = rows;
      return row ? { ...row.body, at: toInstant(row.at) } : null;
    },
    async takeNext(before, now) {
      const { rows } = await pool.query<{ id: number }>(
        `SELECT shop.id FROM shop LEFT JOIN data_census census ON census.shop_id = shop.id
          WHERE uninstalled_at IS NULL AND (census.at IS NULL OR census.at < $1) ORDER BY shop.id LIMIT 1`,
        [toDate(before)],
      );
      const [shop] = rows;
      if (!shop) return false;
      const body = {
        completeness: await completenessOf(pool, shop.id, now),
        joins: await joinsOf(pool, shop.id, now),
      };
      await pool.query(
        `INSERT INTO data_census (shop_id, at, body) VALUES ($1, $2, $3::jsonb)
         ON CONFLICT (shop_id) DO UPDATE SET at = EXCLUDED.at, body = EXCLUDED.body`,
        [shop.id, toDate(now), JSON.stringify(body)],
      );
      return true;
    },
  };
}

async function completenessOf(pool: pg.Pool, shopId: number, now: number): Promise<Completeness[]> {
  const found: Completeness[] = [];
  for (const kind of ['customers', 'products', 'orders', 'views'] as const) {
    const fields = Object.entries(FIELDS[kind]);
    const counts = fields.map(([, condition], at) => `count(*) FILTER (WHERE ${condition}) AS field_${at}`);
    const text = `SELECT count(*) AS all, ${counts.join(', ')} FROM ${ROWS[kind]}`;
    const { rows } = await pool.query<Record<string, string>>(text, valuesFor(text, shopId, now));
    const count = (name: string): number => Number(rows[0]?.[name] ?? 0);
    found.push({
      kind,
      all: count('all'),
      fields: fields.map(([field], at) => ({ field, filled: count(`field_${at}`) })),
    });
  }
  return found;
}

async function joinsOf(pool: pg.Pool, shopId: number, now: number): Promise<UnmatchedJoin[]> {
  const found: UnmatchedJoin[] = [];
  for (const [join, text] of Object.entries(JOINS)) {
    const { rows } = await pool.query<{ all: string; unmatched: string }>(text, valuesFor(text, shopId, now));
    found.push({ join, all: Number(rows[0]?.all ?? 0), unmatched: Number(rows[0]?.unmatched ?? 0) });
  }
  return found;
}

const valuesFor = (text: string, shopId: number, now: number): unknown[] =>
  text.includes('$2') ? [shopId, toDate(now)] : [shopId];
