import type pg from 'pg';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { readsCheckout } from '#app/domain/segments/evaluate/compile.ts';
import { readsTraits } from '#app/domain/segments/reads-traits.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { compileSql, type SqlQuestion } from '#app/domain/segments/sql/compile-sql.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Recount, SegmentRecounter } from '#app/ports/segment-recounter.ts';
import { SHOP_COLUMNS, toShop, type ShopRow } from '../shops/shop-store.ts';
import { questionOf, readOnly } from './read-only.ts';

/** Shoppers named at most. */
const NAMED = 1_000;

/** Recounts by SQL that `compileSql` makes of a rule. */
export function createSegmentRecounter(pool: pg.Pool, clock: Clock): SegmentRecounter {
  return {
    recount: (shopId, segmentId) =>
      readOnly(pool, 0, async (client) => {
        const shop = await readShop(client, shopId);
        const rule = shop && (await readRule(client, shopId, segmentId));
        if (!shop || !rule) return null;
        // After the snapshot was taken: every verdict in it was decided at this instant or before.
        return recount(client, questionOf(toShop(shop), clock.now()), { id: segmentId, rule });
      }),
  };
}

/** Null while orders are stored ahead of the profiles that are made of them. */
async function readShop(client: pg.ClientBase, shopId: ShopId): Promise<ShopRow | undefined> {
  const { rows } = await client.query<ShopRow>(
    `SELECT ${SHOP_COLUMNS} FROM shop WHERE id = $1 AND NOT EXISTS (
       SELECT FROM backfill WHERE shop_id = $1 AND step = 'orders' AND status NOT IN ('done', 'failed'))`,
    [shopId],
  );
  return rows[0];
}

async function readRule(client: pg.ClientBase, shopId: ShopId, segmentId: string): Promise<Rule | null> {
  const { rows } = await client.query<{ rule: string; has_changes: boolean }>(
    `SELECT rule, EXISTS (SELECT FROM product WHERE shop_id = $1 AND traits_changed_at IS NOT NULL) AS has_changes
       FROM segment WHERE shop_id = $1 AND id = $2 AND next_rule IS NULL`,
    [shopId, segmentId],
  );
  const [segment] = rows;
  const parsed = parseRule(segment?.rule ?? '');
  if (!segment || !parsed.ok || readsCheckout(parsed.value)) return null;
  return segment.has_changes && readsTraits(parsed.value) ? null : parsed.value;
}

interface RecountRow {
  members: number;
  checked: number;
  mismatches: number;
  wrong: CustomerId[];
}

/** Verdicts older than the shop's rules, or whose time has come, are about to be decided again: they claim nothing. */
async function recount(
  client: pg.ClientBase,
  question: SqlQuestion,
  { id, rule }: { readonly id: string; readonly rule: Rule },
): Promise<Recount> {
  const { text, values } = compileSql(rule, question);
  const [segment, now] = [`$${values.length + 1}`, `$${values.length + 2}`];
  const { rows } = await client.query<RecountRow>(
    `WITH member AS MATERIALIZED (${text}), verdict AS (
       SELECT profile.shopper_id, member.shopper_id IS NOT NULL AS by_rule,
              profile.segment_ids @> ARRAY[${segment}::text] AS stored,
              profile.config_version >= shop.rules_version
                AND (profile.next_change_at IS NULL OR profile.next_change_at > ${now}) AS is_current
         FROM profile JOIN shop ON shop.id = profile.shop_id
         LEFT JOIN member ON member.shopper_id = profile.shopper_id
        WHERE profile.shop_id = $1 AND profile.merged_into IS NULL
     )
     SELECT (count(*) FILTER (WHERE by_rule))::int AS members, (count(*) FILTER (WHERE is_current))::int AS checked,
            (count(*) FILTER (WHERE is_current AND by_rule <> stored))::int AS mismatches,
            ARRAY(SELECT shopper_id FROM verdict WHERE is_current AND by_rule <> stored
                   ORDER BY shopper_id LIMIT ${NAMED}) AS wrong
       FROM verdict`,
    [...values, id, toDate(question.now)],
  );
  const [row] = rows;
  invariant(row, 'a count gives one row');
  return { at: question.now, ...row };
}
