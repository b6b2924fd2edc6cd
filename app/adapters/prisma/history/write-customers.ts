import type pg from 'pg';
import { toDate, type Instant } from '#app/domain/kernel/instant.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import type { AttributeLog } from '#app/domain/profiles/attribute-log.ts';
import type { CustomerReading } from '#app/ports/shop-history.ts';
import { attributesOf, logAttributeNews } from '#app/domain/profiles/attribute-log.ts';
import {
  PROFILE_COLUMNS,
  PROFILE_RECORD,
  profileJson,
  readProfile,
  SET_PROFILE,
  type ProfileRow,
} from '../shoppers/profile-rows.ts';

interface KnownRow extends ProfileRow {
  attribute_log: AttributeLog;
}

/**
 * Folds customers into their profiles: rows are made where missing, locked, and written with the news in them. Memberships
 * are decided afterwards, with the purchases. Who was merged or deleted since Shopify wrote the answer stays as they are.
 */
export async function writeCustomers(
  client: pg.ClientBase,
  shopId: number,
  customers: readonly CustomerReading[],
  now: Instant,
): Promise<void> {
  const ids = customers.map(({ customerId }) => customerId).sort();
  await ensureProfiles(client, shopId, ids);
  const { rows } = await client.query<KnownRow>({
    name: 'history-profiles',
    text: `SELECT ${PROFILE_COLUMNS}, attribute_log FROM profile
            WHERE shop_id = $1 AND shopper_id = ANY($2) AND merged_into IS NULL AND NOT is_deleted
            ORDER BY shopper_id FOR UPDATE`,
    values: [shopId, ids],
  });
  const known = new Map(rows.map((row) => [row.shopper_id, row]));
  const written = customers.flatMap((news) => {
    const row = known.get(news.customerId);
    if (!row) return [];
    const log = logAttributeNews(row.attribute_log, news, now);
    const profile = { ...readProfile(row), ...attributesOf(log) };
    return [{ shopperId: news.customerId, ...profileJson(profile), log }];
  });
  await client.query({
    name: 'history-customers',
    text: `UPDATE profile SET ${SET_PROFILE}, attribute_log = row.log, config_version = 0, updated_at = $3
             FROM jsonb_to_recordset($2::jsonb) AS row ("shopperId" text, ${PROFILE_RECORD}, log jsonb)
            WHERE profile.shop_id = $1 AND profile.shopper_id = row."shopperId"`,
    values: [shopId, JSON.stringify(written), toDate(now)],
  });
}

/** Makes empty profiles for customers that have none. */
async function ensureProfiles(
  client: pg.ClientBase,
  shopId: number,
  ids: readonly CustomerReading['customerId'][],
): Promise<void> {
  await client.query({
    name: 'history-ensure-profiles',
    text: `INSERT INTO profile (shop_id, shopper_id, data, updated_at)
           SELECT $1, id, $3, now() FROM unnest($2::text[]) AS id
           ON CONFLICT (shop_id, shopper_id) DO NOTHING`,
    values: [shopId, ids, encodeProfile(emptyProfile('visitor:'))],
  });
}
