import type { Money } from '../kernel/money.ts';
import { SECONDS } from '../kernel/instant.ts';
import { readTier } from '../segments/evaluate/loyalty-tier.ts';
import { ruleContextOf, type Situation } from './situation.ts';

/** The tier above a customer's own, and how far it is. */
export interface NextTier {
  readonly name: string;
  /** Still to be spent for it, in the shop's currency; above zero. */
  readonly missing: Money;
  /** What of it is spent: 0 to 1. */
  readonly share: number;
}

/** A customer's tier and the next one. */
export interface Standing {
  readonly tier: string | null;
  readonly next: NextTier | null;
  /** By time alone nothing changes before; Infinity = never. */
  readonly holdsUntil: number;
}

/**
 * The tier, and the nearest above it that spending earns; tiers are listed from the highest down. There is no next one for a guest,
 * where no such tier is, where the tier is none of the list, and where enough is spent already: the tag is then still to come.
 */
export function standingOf(situation: Situation): Standing {
  const { isSignedIn, profile, snapshot, question } = situation;
  const { tiers, currency } = snapshot;
  const { value: tier, validUntil } = readTier(profile, ruleContextOf(situation));
  const place = tier === null ? tiers.length : tiers.findIndex(({ name }) => name === tier);
  const above = tiers.slice(0, Math.max(0, place)).findLast(({ spend }) => spend !== undefined);
  if (!isSignedIn || !above?.spend) return { tier, next: null, holdsUntil: validUntil };
  const { amountMinor: wantedMinor, days } = above.spend;
  const seconds = days === null ? Infinity : days * SECONDS.day;
  const counted = profile.purchases.filter(({ at }) => at <= question.now && at > question.now - seconds);
  const spentMinor = counted.reduce((sum, { netMinor }) => sum + netMinor, 0);
  const missing = { amountMinor: wantedMinor - spentMinor, currency };
  const share = Math.max(0, spentMinor) / wantedMinor;
  return {
    tier,
    next: missing.amountMinor <= 0 ? null : { name: above.name, missing, share },
    holdsUntil: counted.reduce((earliest, { at }) => Math.min(earliest, at + seconds), validUntil),
  };
}
