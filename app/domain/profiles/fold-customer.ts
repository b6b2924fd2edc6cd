import type { Instant } from '../kernel/instant.ts';
import type { Profile, ShopperAttributes } from './profile.ts';

/** News about a customer: some attributes, and when they were true by the source's own clock. */
export interface CustomerNews {
  readonly at: Instant;
  readonly attributes: Partial<ShopperAttributes>;
}

/**
 * The profile with this news in it. News older than what is known is ignored; of two of the same second the later arrival
 * stays. Attributes that the news leaves out stay as they are. A profile has one clock for all its attributes: sources that
 * tell of tags and consent apart put them together first (the attribute log does).
 */
export function foldCustomer(profile: Profile, { at, attributes }: CustomerNews): Profile {
  if (profile.attributesAt !== null && at < profile.attributesAt) return profile;
  const known = profile.attributes;
  const tags = attributes.tags === undefined ? known.tags : sortedTags(attributes.tags);
  return { ...profile, attributes: { ...known, ...defined(attributes), tags }, attributesAt: at };
}

/** Each tag once, in code unit order, so that equal sets are equal data. */
function sortedTags(tags: readonly string[]): readonly string[] {
  return [...new Set(tags)].sort();
}

function defined(attributes: Partial<ShopperAttributes>): Partial<ShopperAttributes> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}
