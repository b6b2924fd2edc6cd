import type pg from 'pg';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { ShopId, ShopperId } from '#app/domain/kernel/ids.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { ComplianceStore, TableCounts } from '#app/ports/compliance-store.ts';
import { createAddressCipher } from '../shops/address-cipher.ts';
import { CUSTOMER_REDACTION, SHOP_TABLES, SUBJECT_ROWS } from './compliance-queries.ts';
import { findPersonKeys, type PersonKeys } from './person-keys.ts';
import { readProfile } from './profile-rows.ts';
import { inflateContent } from '../decisions/record-bytes.ts';
import { openInputs, type SealedInputs } from '../decisions/stored-inputs.ts';
import type { CipherBox } from '../shops/token-cipher.ts';

/** What a sealed export belongs to. */
export const exportContext = (domain: string): string => `compliance-export/${domain}`;

/** What a shop holds about a person, by SQL over every table that may name one. */
export function createComplianceStore(
  client: pg.ClientBase,
  domain: string,
  cipher: CipherBox,
): ComplianceStore {
  return {
    async collect(subject) {
      const person = await findPersonKeys(client, domain, subject);
      const found: Record<string, readonly unknown[]> = {};
      for (const [table, text] of Object.entries(SUBJECT_ROWS)) {
        const { rows } = await client.query<{ row: Record<string, unknown> }>(text, valuesOf(person));
        found[table] = rows.map(({ row }) => opened(row, person.shopId, cipher));
      }
      return found;
    },
    async redactCustomer(subject) {
      const person = await findPersonKeys(client, domain, subject);
      const counts: Record<string, number> = {};
      for (const { table, text } of CUSTOMER_REDACTION) {
        const { rowCount } = await client.query(text, valuesOf(person));
        counts[table] = rowCount ?? 0;
      }
      return { ...counts, compliance_receipt: await dropExports(client, domain, person.ids, cipher) };
    },
    redactShop: (request) => redactShop(client, domain, request),
    async addReceipt({ topic, requestId, counts, exported, expiresAt }) {
      await client.query(
        `INSERT INTO compliance_receipt (id, shop_domain, topic, request_id, completed_at, counts, export_cipher, expires_at)
         VALUES (gen_random_uuid()::text, $1, $2, $3, now(), $4::jsonb, $5, $6)`,
        [
          domain,
          topic,
          requestId,
          JSON.stringify(counts),
          exported === undefined ? null : cipher.seal(JSON.stringify(exported), exportContext(domain)),
          expiresAt === undefined ? null : toDate(expiresAt),
        ],
      );
    },
  };
}

/** As the queries number them. */
function valuesOf(person: PersonKeys): unknown[] {
  const { shopId, domain, ids, patterns, orderIds, orderTokens } = person;
  const { cartTokens, visitorIds, decisionIds, profileKeys } = person;
  return [
    shopId,
    domain,
    ids,
    patterns,
    orderIds,
    orderTokens,
    cartTokens,
    visitorIds,
    decisionIds,
    profileKeys,
  ];
}

/** An export made for the person holds all of it again; whose it is stands inside it alone. */
async function dropExports(
  client: pg.ClientBase,
  domain: string,
  ids: readonly string[],
  cipher: CipherBox,
): Promise<number> {
  const { rows } = await client.query<{ id: string; export_cipher: string }>(
    'SELECT id, export_cipher FROM compliance_receipt WHERE shop_domain = $1 AND export_cipher IS NOT NULL',
    [domain],
  );
  const ofPerson = rows.filter((row) => {
    const { customerId } = JSON.parse(cipher.open(row.export_cipher, exportContext(domain))) as {
      customerId?: string;
    };
    return customerId !== undefined && ids.includes(customerId);
  });
  await client.query(
    'UPDATE compliance_receipt SET export_cipher = NULL, expires_at = NULL WHERE shop_domain = $1 AND id = ANY($2)',
    [domain, ofPerson.map(({ id }) => id)],
  );
  return ofPerson.length;
}

function opened(row: Record<string, unknown>, shopId: number, cipher: CipherBox): Record<string, unknown> {
  const { address_cipher: sealed, data, inputs, content, ...rest } = row;
  const open = (text: string) => createAddressCipher(cipher).open(text, shopId as ShopId);
  if (typeof data === 'string') return { ...rest, data: profileIn(bytesOf(data), row) };
  if (typeof inputs === 'string') {
    const text = String(inflateContent(bytesOf(inputs)));
    return { ...rest, inputs: openInputs(JSON.parse(text) as SealedInputs, open) };
  }
  if (typeof content === 'string') {
    const bytes = inflateContent(bytesOf(content));
    return bytes[0] === BRACE
      ? { ...rest, payload: JSON.parse(String(bytes)) }
      : { ...rest, profile: profileIn(bytes, row) };
  }
  return typeof sealed === 'string' ? { ...rest, address: open(sealed) } : row;
}

/** Begins a payload, which is JSON; a profile's bytes begin otherwise. */
const BRACE = 0x7b;

/** Without estimates: they stand in the row as they are. */
function profileIn(data: Buffer, row: Record<string, unknown>): Profile {
  return readProfile({ shopper_id: row['shopper_id'] as ShopperId, data, estimates: null });
}

/** Bytes as PostgreSQL writes them in JSON: "\\x" and hexadecimal digits. */
function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.slice(2), 'hex');
}

async function redactShop(
  client: pg.ClientBase,
  domain: string,
  { deliveryId, askedAt }: { deliveryId: string; askedAt: Date },
): Promise<TableCounts | false> {
  const { rows } = await client.query<{ id: number; installed_at: Date; uninstalled_at: Date | null }>(
    'SELECT id, installed_at, uninstalled_at FROM shop WHERE domain = $1 FOR UPDATE',
    [domain],
  );
  const [shop] = rows;
  if (shop && shop.uninstalled_at === null && shop.installed_at > askedAt) return false;
  const counts: Record<string, number> = {};
  for (const { table, key } of SHOP_TABLES) {
    const { rowCount } = await client.query(`DELETE FROM ${table} WHERE ${key} = $1`, [
      key === 'shop' || key === 'domain' ? domain : (shop?.id ?? 0),
    ]);
    counts[table] = rowCount ?? 0;
  }
  const sent = await client.query('DELETE FROM inbox_delivery WHERE shop = $1 AND id <> $2', [
    domain,
    deliveryId,
  ]);
  await client.query(`UPDATE inbox_delivery SET body = '' WHERE shop = $1`, [domain]);
  await client.query('UPDATE compliance_receipt SET export_cipher = NULL WHERE shop_domain = $1', [domain]);
  return { ...counts, inbox_delivery: sent.rowCount ?? 0 };
}
