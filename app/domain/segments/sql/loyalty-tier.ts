import { tagKey } from '../evaluate/fact-sources.ts';
import type { Setting } from './aggregates.ts';

/** Tags of the profile's row, as a jsonb array. */
export const TAGS = "coalesce(shopper.attributes->'tags', '[]'::jsonb)";

/**
 * The same in Unicode's lower case, as JavaScript has it: a JSON text has no letters but those of its texts. Of ASCII that is what the
 * "C" collation does several times faster.
 */
const LOWER_TAGS = `(SELECT CASE WHEN octet_length(tags) = char_length(tags) THEN lower(tags COLLATE "C")::jsonb
    ELSE lower(normalize(tags, NFC) COLLATE "und-x-icu")::jsonb END FROM (SELECT (${TAGS})::text OFFSET 0) AS written (tags))`;

/** The tier a source told, else the first of the shop's tiers whose tag the customer has, whatever its case. */
export function loyaltyTier({ tiers, parameters }: Setting): string {
  const { text } = parameters;
  const byTag = tiers.map(({ name, tag }) => `WHEN held.tags ? ${text(tagKey(tag))} THEN ${text(name)}`);
  const found =
    byTag.length === 0
      ? 'NULL'
      : `(SELECT CASE ${byTag.join(' ')} END FROM (SELECT ${LOWER_TAGS} OFFSET 0) AS held (tags))`;
  return `(CASE WHEN shopper.attributes ? 'loyaltyTier' THEN shopper.attributes->>'loyaltyTier'
    WHEN ${TAGS} <> '[]'::jsonb THEN ${found} END)`;
}
