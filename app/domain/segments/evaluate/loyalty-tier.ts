import type { Instant } from '../../kernel/instant.ts';
import { TIER_FIELD, type ConnectedValue } from '../../profiles/connected.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Window } from '../ast.ts';
import type { LoyaltyTier, RuleContext, TierThreshold } from '../segment.ts';
import type { Test } from './run.ts';
import { PURCHASES } from './series.ts';
import { measure } from './series-window.ts';
import { edgesOf } from './window-edges.ts';

/** A tier by name, null for none; by time alone it does not change before `validUntil` (Infinity = never). */
export interface TierReading {
  readonly value: string | null;
  readonly validUntil: number;
}

/**
 * The tier that a source told of the customer, or a connection in its field `loyalty_tier` for as long as that holds; else the first of the shop's list that the customer is in: by its tag, or, of a tier
 * without one, because they spent or ordered as much as it takes. Shopify's tags know no case.
 */
export function readTier(profile: Profile, context: RuleContext): TierReading {
  const { loyaltyTier: told, tags } = profile.attributes;
  if (told !== undefined) return { value: told, validUntil: Infinity };
  const field = connectedTier(profile, context);
  if (field !== null) return { value: field.value, validUntil: field.until };
  const keys = new Set(tags.map(tagKey));
  const run = { profile, context, now: context.now, validUntil: Infinity };
  const found = context.tiers.find((tier) =>
    tier.tag === undefined ? isEarned(tier)(run) : keys.has(tagKey(tier.tag)),
  );
  return { value: found?.name ?? null, validUntil: run.validUntil };
}

/** The tier in the field of a connection, while that holds; null where it tells none. */
function connectedTier(
  { attributes: { connected } }: Profile,
  { now }: Pick<RuleContext, 'now'>,
): (Omit<ConnectedValue, 'value'> & { readonly value: string }) | null {
  const field = connected?.[TIER_FIELD];
  if (field === undefined || typeof field.value !== 'string' || field.until <= now) return null;
  return { ...field, value: field.value };
}

/** When what tells the tier became known: what a source or a connection told, else the newest of attributes and orders. */
export function tierKnownAt(profile: Profile, context: Pick<RuleContext, 'now' | 'tiers'>): Instant | null {
  const { attributes, attributesAt, purchases } = profile;
  if (attributes.loyaltyTier !== undefined) return attributesAt;
  const field = connectedTier(profile, context);
  if (field !== null) return field.at;
  const isCounted = context.tiers.some(({ tag }) => tag === undefined);
  const newest = isCounted ? purchases.findLast(({ at }) => at <= context.now)?.at : undefined;
  return newest === undefined ? attributesAt : Math.max(newest, attributesAt ?? newest);
}

/** Two tags are one when these are equal: case does not count. */
export function tagKey(tag: string): string {
  return tag.normalize('NFC').toLowerCase();
}

/** Of a tier without a tag, what it takes; null of one by tag. */
export function thresholdOf({ tag, spend, orders }: LoyaltyTier): TierThreshold | null {
  if (tag !== undefined) return null;
  if (spend) return { of: 'spend', least: spend.amountMinor, days: spend.days };
  return orders ? { of: 'count', least: orders.count, days: orders.days } : null;
}

/** The days in which it counts, as rules have them: `within 365 days`, or all time. */
export function tierWindow(days: number | null): Window | null {
  return days === null ? null : { kind: 'duration', amount: days, unit: 'days', span: { start: 0, end: 0 } };
}

function isEarned(tier: LoyaltyTier): Test {
  const threshold = thresholdOf(tier);
  if (threshold === null) return () => false;
  const { of, least, days } = threshold;
  return measure(PURCHASES, of).test(
    edgesOf(tierWindow(days)),
    (value) => typeof value === 'number' && value >= least,
  );
}
