import type { Money } from '../kernel/money.ts';
import { SECONDS } from '../kernel/instant.ts';
import { loyaltyTier } from '../segments/evaluate/fact-sources.ts';
import type { Situation } from './situation.ts';

/** The tier above a customer's own, and how far it is. */
export interface NextTier {
  readonly name: string;
  /** Still to be spent for it, in the shop's currency; above zero. */
  readonly missing: Money;
  /** What of it is spent: 0 to 1. */
  readonly share: number;
  /** By time alone nothing changes before: then the oldest order that counts no longer does. */
  readonly holdsUntil: number;
}

/**
 * The nearest tier above the customer's own that spending earns; tiers are listed from the highest down. Null for a guest, where no
 * such tier is, where the tier is none of the list, and where enough is spent already: the tag is then still to come.
 */
export function nextTier({ isSignedIn, profile, snapshot, question }: Situation): NextTier | null {
  const { tiers, currency } = snapshot;
  const current = isSignedIn ? loyaltyTier(profile, snapshot) : null;
  const place = current === null ? tiers.length : tiers.findIndex(({ name }) => name === current);
  if (!isSignedIn || place < 0) return null;
  const next = tiers.slice(0, place).findLast(({ spend }) => spend !== undefined);
  if (!next?.spend) return null;
  const seconds = next.spend.days * SECONDS.day;
  const counted = profile.purchases.filter(({ at }) => at <= question.now && at > question.now - seconds);
  const spentMinor = counted.reduce((sum, { netMinor }) => sum + netMinor, 0);
  const amountMinor = next.spend.amountMinor - spentMinor;
  if (amountMinor <= 0) return null;
  return {
    name: next.name,
    missing: { amountMinor, currency },
    share: Math.max(0, spentMinor) / next.spend.amountMinor,
    holdsUntil: counted.reduce((earliest, { at }) => Math.min(earliest, at + seconds), Infinity),
  };
}
