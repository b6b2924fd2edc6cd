import { TIER_FIELD } from '../../profiles/connected.ts';
import { tagKey, thresholdOf, tierWindow } from '../evaluate/loyalty-tier.ts';
import type { LoyaltyTier } from '../segment.ts';
import { PURCHASE_COUNT, SPEND } from './aggregates.ts';
import type { Asking } from './condition.ts';
import { windowRange } from './window-range.ts';

/** Tags of the profile's row, as a jsonb array. */
export const TAGS = "coalesce(shopper.attributes->'tags', '[]'::jsonb)";

const TOLD = `shopper.attributes->'connected'->'${TIER_FIELD}'`;

/**
 * The tier a source or a connection told, else the first of the shop's tiers that the customer is in: by its tag, whatever its case (`tagKeys` has none), or by what
 * they spent or ordered.
 */
export function loyaltyTier(asking: Asking): string {
  const { text } = asking.parameters;
  const cases = asking.tiers.flatMap((tier) => {
    const isIn = isInSql(tier, asking);
    return isIn === null ? [] : [`WHEN ${isIn} THEN ${text(tier.name)}`];
  });
  return `(CASE WHEN shopper.attributes ? 'loyaltyTier' THEN shopper.attributes->>'loyaltyTier'
    WHEN jsonb_typeof(${TOLD}->'value') = 'string' AND (${TOLD}->>'until')::bigint > ${asking.parameters.number(asking.now)}
    THEN ${TOLD}->>'value' ${cases.join(' ')} END)`;
}

function isInSql(tier: LoyaltyTier, asking: Asking): string | null {
  const { parameters, joins, now, timezone } = asking;
  if (tier.tag !== undefined) return `shopper.attributes->'tagKeys' ? ${parameters.text(tagKey(tier.tag))}`;
  const threshold = thresholdOf(tier);
  if (threshold === null) return null;
  const { of, least, days } = threshold;
  const aggregate = (of === 'spend' ? SPEND : PURCHASE_COUNT)(null, asking);
  const { column } = joins.ask(aggregate, windowRange(tierWindow(days), now, timezone));
  return `${column} >= ${parameters.number(least)}`;
}
