import type pg from 'pg';
import { legacyId } from '#app/domain/kernel/ids.ts';
import type { DataSubject } from '#app/ports/shop-news.ts';

/** By what the rows of a person are found, read once from the tables that lead from one to another. */
export interface PersonKeys {
  readonly shopId: number;
  readonly domain: string;
  /** The customer and all customers that were merged into it. */
  readonly ids: readonly string[];
  /** Regular expressions of texts that name the person. */
  readonly patterns: readonly string[];
  /** Their orders, and those that the request names. */
  readonly orderIds: readonly string[];
  /** Checkouts and carts that became these orders. */
  readonly orderTokens: readonly string[];
  /** Carts and checkouts that name them, whether or not they were ordered. */
  readonly cartTokens: readonly string[];
  /** Browsers that a checkout of the person named. */
  readonly visitorIds: readonly string[];
  readonly decisionIds: readonly string[];
  /** What these decisions read of a profile. */
  readonly profileKeys: readonly string[];
}

export async function findPersonKeys(
  client: pg.ClientBase,
  domain: string,
  subject: DataSubject,
): Promise<PersonKeys> {
  /** All values of all columns that are not null, each once. */
  const list = async (text: string, ...values: readonly unknown[]): Promise<string[]> => {
    const { rows } = await client.query<(string | null)[]>({ text, values: [...values], rowMode: 'array' });
    return [...new Set(rows.flat().filter((value) => value !== null))];
  };
  const shop = await client.query<{ id: number }>('SELECT id FROM shop WHERE domain = $1', [domain]);
  const shopId = shop.rows[0]?.id ?? 0;
  const ids = await list(SAME_CUSTOMER, shopId, subject.customerId);
  const orderIds = await list(ORDERS, shopId, ids, subject.orderIds);
  const orderTokens = await list(ORDER_TOKENS, shopId, orderIds);
  const visitorIds = await list(
    'SELECT id FROM visitor WHERE shop_id = $1 AND shopper_id = ANY($2)',
    shopId,
    ids,
  );
  const cartTokens = await list(CART_TOKENS, shopId, ids, orderTokens);
  const decisionIds = await list(DECISIONS, shopId, ids, [...orderTokens, ...cartTokens]);
  return {
    shopId,
    domain,
    ids,
    patterns: patternsOf(ids, subject),
    orderIds: [...new Set([...orderIds, ...subject.orderIds])],
    orderTokens,
    cartTokens,
    visitorIds,
    decisionIds,
    profileKeys: await list(PROFILE_KEYS, shopId, decisionIds),
  };
}

const SAME_CUSTOMER = `WITH RECURSIVE same AS (
    SELECT $2::text AS shopper_id
    UNION SELECT profile.shopper_id FROM profile JOIN same ON profile.merged_into = same.shopper_id WHERE profile.shop_id = $1
  ) SELECT shopper_id FROM same`;
const ORDERS = 'SELECT id FROM orders WHERE shop_id = $1 AND (customer_id = ANY($2) OR id = ANY($3))';
const ORDER_TOKENS = 'SELECT checkout_token, cart_token FROM orders WHERE shop_id = $1 AND id = ANY($2)';
const DECISIONS =
  'SELECT id FROM decision WHERE shop_id = $1 AND (shopper_id = ANY($2) OR checkout_token = ANY($3))';
const CART_TOKENS = `SELECT token, cart_token FROM open_cart WHERE shop_id = $1 AND (customer_id = ANY($2) OR token = ANY($3)
    OR token = ANY(ARRAY(SELECT cart_token FROM open_cart WHERE shop_id = $1 AND customer_id = ANY($2))))
  UNION ALL SELECT token, cart_token FROM checkout WHERE shop_id = $1 AND shopper_id = ANY($2)`;
const PROFILE_KEYS =
  'SELECT profile_key FROM decision_record WHERE shop_id = $1 AND decision_id = ANY($2::uuid[])';

/** The customer's numbers, the address and the telephone number, each whole: somebody else's may hold it. */
function patternsOf(ids: readonly string[], { email, phone }: DataSubject): string[] {
  const numbers = ids.map((id) => legacyId(id as DataSubject['customerId']));
  return [
    ...[...numbers, ...given(phone)].map((number) => `(^|[^0-9])${literally(number)}([^0-9]|$)`),
    ...given(email).map((address) => `${BEFORE_ADDRESS}${literally(address)}${AFTER_ADDRESS}`),
  ];
}

/** Bodies are JSON: in "\nann@example.org" and "\u003cann@example.org" the letter before belongs to the escape. */
const BEFORE_ADDRESS = String.raw`(^|[^[:alnum:]._%+-]|\\[bfnrt]|\\u[0-9a-f]{4})`;
const AFTER_ADDRESS = String.raw`(?![[:alnum:]-]|\.[[:alnum:]])`;

const given = (text: string | null): readonly string[] => (text === null || text === '' ? [] : [text]);

const literally = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '\\$&');
