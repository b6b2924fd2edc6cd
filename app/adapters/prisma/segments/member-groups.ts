import type pg from 'pg';
import { SECONDS, toDate, type Instant } from '#app/domain/kernel/instant.ts';
import { TIER_FIELD } from '#app/domain/profiles/connected.ts';
import { thresholdOf } from '#app/domain/segments/evaluate/loyalty-tier.ts';
import type { LoyaltyTier, TierThreshold } from '#app/domain/segments/segment.ts';
import type { MemberGroup } from '#app/ports/segment-history.ts';

interface Question {
  readonly shopId: number;
  readonly currency: string;
  readonly segmentId: string;
  readonly since: Instant;
  readonly now: Instant;
  readonly tiers: readonly LoyaltyTier[];
}

/** Members looked at: all, or of more than this the share of 1,024ths that a hash picks. */
const LOOKED_AT = 5_000;

/**
 * $1 shop, $2 segment, $3 since, $4 currency, $5 names and $6 tags of the tiers, the first that fits winning; of those that are counted $7 of
 * what, $8 how much it takes and $9 after which instant, up to $10. Who was a member then
 * is told backwards: the first move since says where somebody was before it, and whoever did not move was where they are.
 * A customer who was merged counts as the one who is left. Spend falls into tenths of the members then.
 */
const GROUPS = `
  WITH drawn AS MATERIALIZED (
    SELECT ceil(1024.0 * ${LOOKED_AT} / greatest(count(*), ${LOOKED_AT})) AS part FROM profile
     WHERE shop_id = $1 AND merged_into IS NULL AND segment_ids @> ARRAY[$2]
  ), first_move AS (
    SELECT DISTINCT ON (shopper_id) shopper_id, NOT entered AS was_in FROM membership_event
     WHERE shop_id = $1 AND segment_id = $2 AND at >= $3 AND shopper_id IS NOT NULL
       AND (hashtext(shopper_id) & 1023) < (SELECT part FROM drawn) ORDER BY shopper_id, id
  ), placed AS (
    SELECT shopper_id, true AS is_in, NULL::boolean AS was_in FROM profile
     WHERE shop_id = $1 AND merged_into IS NULL AND segment_ids @> ARRAY[$2]
       AND (hashtext(shopper_id) & 1023) < (SELECT part FROM drawn)
    UNION ALL SELECT shopper_id, NULL, was_in FROM first_move
  ), member AS (
    SELECT coalesce(profile.merged_into, profile.shopper_id) AS shopper_id, bool_or(is_in) AS is_in,
           coalesce(bool_or(was_in), bool_or(is_in)) AS was_in
      FROM placed JOIN profile ON profile.shop_id = $1 AND profile.shopper_id = placed.shopper_id GROUP BY 1
  ), known AS MATERIALIZED (
    SELECT coalesce(is_in, false) AS is_in, coalesce(was_in, false) AS was_in,
           coalesce(attributes->>'country', '') AS country, coalesce(attributes->>'language', '') AS language,
           coalesce(attributes->>'loyaltyTier',
             CASE WHEN jsonb_typeof(attributes->'connected'->'${TIER_FIELD}'->'value') = 'string'
                   AND (attributes->'connected'->'${TIER_FIELD}'->>'until')::bigint > extract(epoch FROM $10::timestamptz)
                  THEN attributes->'connected'->'${TIER_FIELD}'->>'value' END,
             (SELECT tier.name
                FROM unnest($5::text[], $6::text[], $7::text[], $8::bigint[], $9::timestamptz[])
                  WITH ORDINALITY AS tier (name, tag, counted, least, since, place)
               WHERE CASE WHEN tier.tag IS NOT NULL
                 THEN EXISTS (SELECT FROM jsonb_array_elements_text(attributes->'tags') AS own WHERE lower(own) = lower(tier.tag))
                 ELSE (SELECT CASE tier.counted WHEN 'count' THEN count(*) ELSE
                                coalesce(sum(greatest(0, subtotal_minor - refunded_minor)) FILTER (WHERE currency = $4), 0) END
                         FROM orders WHERE orders.shop_id = $1 AND customer_id = member.shopper_id AND cancelled_at IS NULL
                          AND deleted_at IS NULL AND NOT test AND processed_at <= $10
                          AND (tier.since IS NULL OR processed_at > tier.since)) >= tier.least END
               ORDER BY place LIMIT 1), '') AS tier,
           (SELECT coalesce(sum(greatest(0, subtotal_minor - refunded_minor)), 0) FROM orders
             WHERE orders.shop_id = $1 AND customer_id = member.shopper_id AND currency = $4
               AND cancelled_at IS NULL AND NOT test) AS spend
      FROM member JOIN profile ON profile.shop_id = $1 AND profile.shopper_id = member.shopper_id
  ), edge AS (
    SELECT ARRAY(SELECT DISTINCT unnest(percentile_disc(ARRAY[.1,.2,.3,.4,.5,.6,.7,.8,.9]) WITHIN GROUP (ORDER BY spend)) ORDER BY 1)
           AS spends FROM known WHERE was_in
  ), trait AS (
    SELECT is_in, was_in, 'country' AS attribute, country AS name FROM known
    UNION ALL SELECT is_in, was_in, 'language', language FROM known
    UNION ALL SELECT is_in, was_in, 'tier', tier FROM known
    UNION ALL SELECT is_in, was_in, 'spend',
                     (CASE WHEN cardinality(spends) = 0 THEN 1 ELSE 1 + width_bucket(spend, spends) END)::text FROM known, edge
  )
  SELECT attribute, name, count(*) FILTER (WHERE was_in)::int AS before, count(*) FILTER (WHERE is_in)::int AS now
    FROM trait GROUP BY attribute, name ORDER BY attribute, now DESC, before DESC, name`;

export async function readMemberGroups(
  pool: pg.Pool,
  { shopId, currency, segmentId, since, now, tiers }: Question,
): Promise<readonly MemberGroup[]> {
  const taken = tiers.map(thresholdOf);
  const { rows } = await pool.query<MemberGroup>(GROUPS, [
    shopId,
    segmentId,
    toDate(since),
    currency,
    tiers.map(({ name }) => name),
    tiers.map(({ tag }) => tag ?? null),
    taken.map((threshold) => threshold?.of ?? null),
    taken.map((threshold) => threshold?.least ?? null),
    taken.map((threshold) => startOf(threshold, now)),
    toDate(now),
  ]);
  return rows;
}

/** What is later counts; null: whatever there ever was. */
function startOf(threshold: TierThreshold | null, now: Instant): Date | null {
  const days = threshold?.days ?? null;
  return days === null ? null : toDate(now - days * SECONDS.day);
}
