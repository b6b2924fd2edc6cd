import { tagKey } from '../evaluate/fact-sources.ts';
import type { Setting } from './aggregates.ts';

/** Tags of the profile's row, as a jsonb array. */
export const TAGS = "coalesce(shopper.attributes->'tags', '[]'::jsonb)";

/** The tier a source told, else the first of the shop's tiers whose tag the customer has, whatever its case: `tagKeys` has none. */
export function loyaltyTier({ tiers, parameters }: Setting): string {
  const { text } = parameters;
  const byTag = tiers.map(
    ({ name, tag }) => `WHEN shopper.attributes->'tagKeys' ? ${text(tagKey(tag))} THEN ${text(name)}`,
  );
  return `(CASE WHEN shopper.attributes ? 'loyaltyTier' THEN shopper.attributes->>'loyaltyTier' ${byTag.join(' ')} END)`;
}
