import type pg from 'pg';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { Estimates } from '#app/domain/profiles/estimates.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { readsEstimates } from '#app/domain/segments/reads-estimates.ts';
import type { EstimateFit } from '#app/ports/estimator.ts';
import { publishChange } from '../../postgres/change-feed.ts';
import { inTransaction, retryDeadlocks } from '../../postgres/transaction.ts';
import { shareRules } from '../../prisma/segments/rules-lock.ts';

/** Shoppers of one transaction. */
const CHUNK = 500;
/** Fits that are kept, so that a person sees how they moved. */
const KEPT = 60;

/**
 * Whoever is written something else than they had is to be looked at again, where a rule asks for it ($2): config version -2. The number and
 * the time of the fit are no difference.
 */
const MARKED = `CASE WHEN $2 AND config_version > 0
    AND (profile.estimates - 'at' - 'version') IS DISTINCT FROM (said.estimates - 'at' - 'version')
  THEN -2 ELSE config_version END`;

const WRITE = `
  UPDATE profile SET estimates = said.estimates, config_version = ${MARKED}
    FROM jsonb_to_recordset($3::jsonb) AS said (id text, estimates jsonb)
   WHERE shop_id = $1 AND shopper_id = said.id AND merged_into IS NULL AND NOT is_deleted`;

/** Shoppers of whom the new fit says nothing. */
const CLEAR = `
  UPDATE profile SET estimates = NULL, config_version = ${MARKED}
    FROM (SELECT NULL::jsonb AS estimates) AS said
   WHERE shop_id = $1 AND profile.estimates IS NOT NULL AND (profile.estimates->>'version')::int < $3`;

export async function nextVersion(pool: pg.Pool, shopId: ShopId): Promise<number> {
  const { rows } = await pool.query<{ version: number }>(
    'SELECT coalesce(max(version), 0) + 1 AS version FROM estimate_fit WHERE shop_id = $1',
    [shopId],
  );
  return rows[0]?.version ?? 1;
}

/** Writes what the fit of this version says beside every profile, and takes away what older ones said of others. */
export async function writeEstimates(
  pool: pg.Pool,
  shopId: ShopId,
  version: number,
  said: ReadonlyMap<string, Estimates>,
): Promise<void> {
  const rows = [...said].map(([id, estimates]) => ({ id, estimates }));
  for (let start = 0; start < rows.length; start += CHUNK)
    await writeUnderRules(pool, shopId, WRITE, JSON.stringify(rows.slice(start, start + CHUNK)));
  await writeUnderRules(pool, shopId, CLEAR, version);
  await publishChange(pool, { shopId, kind: 'profiles' });
}

/** No rule is swapped for another between asking whether one reads estimates, and marking. */
function writeUnderRules(pool: pg.Pool, shopId: ShopId, text: string, value: unknown): Promise<void> {
  return retryDeadlocks(() =>
    inTransaction(pool, async (client) => {
      await shareRules(client, [shopId]);
      await client.query(text, [shopId, await isAsked(client, shopId), value]);
    }),
  );
}

async function isAsked(client: pg.ClientBase, shopId: ShopId): Promise<boolean> {
  const { rows } = await client.query<{ rule: string }>(
    `SELECT rule FROM segment WHERE shop_id = $1
     UNION SELECT next_rule FROM segment WHERE shop_id = $1 AND next_rule IS NOT NULL`,
    [shopId],
  );
  return rows.some(({ rule }) => {
    const parsed = parseRule(rule);
    return parsed.ok && readsEstimates(parsed.value);
  });
}

export async function storeFit(
  pool: pg.Pool,
  shopId: ShopId,
  { version, at, lifetime, inference, durationMs }: EstimateFit,
): Promise<void> {
  await pool.query(
    `INSERT INTO estimate_fit (shop_id, version, fitted_at, lifetime, inference, duration_ms)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      shopId,
      version,
      toDate(at),
      JSON.stringify(lifetime),
      inference && JSON.stringify(inference),
      durationMs,
    ],
  );
  await pool.query('DELETE FROM estimate_fit WHERE shop_id = $1 AND version <= $2', [shopId, version - KEPT]);
}
