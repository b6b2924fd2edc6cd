import { tagKey } from '../evaluate/fact-sources.ts';
import type { Setting } from './aggregates.ts';

/** Tags of the profile's row, as a jsonb array. */
export const TAGS = "coalesce(shopper.attributes->'tags', '[]'::jsonb)";

/**
 * The tier a source told, else the first of the shop's tiers whose tag the customer has, whatever its case. The collation's
 * lower case is Unicode's own, as JavaScript's is.
 */
export function loyaltyTier({ tiers, parameters }: Setting): string {
  const names = parameters.texts(tiers.map(({ name }) => name));
  const tags = parameters.texts(tiers.map(({ tag }) => tagKey(tag)));
  return `(CASE WHEN shopper.attributes ? 'loyaltyTier' THEN shopper.attributes->>'loyaltyTier'
    WHEN ${TAGS} = '[]'::jsonb THEN NULL
    ELSE (SELECT tier.name FROM unnest(${names}, ${tags}) WITH ORDINALITY AS tier (name, tag, place)
           WHERE tier.tag IN (SELECT lower(normalize(held, NFC) COLLATE "und-x-icu") FROM jsonb_array_elements_text(${TAGS}) AS held)
           ORDER BY tier.place LIMIT 1) END)`;
}
