import type { ProductId, VariantId } from '../kernel/ids.ts';
import { SECONDS, type Instant } from '../kernel/instant.ts';
import { timeToRefill } from '../recommendations/ranking/reasons.ts';
import type { OfferReason } from '../recommendations/ranking/reasons.ts';
import { medianGap } from './median-gap.ts';
import type { Situation } from './situation.ts';

/** A product that a customer buys again and again. */
export interface UsualProduct {
  readonly productId: ProductId;
  /** The variant they bought last. */
  readonly variantId: VariantId | null;
  readonly timesBought: number;
  readonly lastAt: Instant;
  /** When they are due to buy it again: the median of their own times between two purchases after the last one. */
  readonly dueAt: Instant;
  reason(): OfferReason;
}

/**
 * What a signed-in customer bought on two days or more, the most often bought first; of equals the one bought last. Whether they are
 * due is the reader's to ask.
 */
export function usualProducts({
  isSignedIn,
  profile: { purchases },
  question: { now },
}: Pick<Situation, 'isSignedIn' | 'profile' | 'question'>): readonly UsualProduct[] {
  const bought = new Map<ProductId, { readonly times: Instant[]; variantId: VariantId | null }>();
  if (!isSignedIn) return [];
  for (const { at, lines } of purchases) {
    if (at > now) continue;
    for (const { productId, variantId } of lines) {
      const known = bought.get(productId) ?? { times: [], variantId: null };
      if (known.times.at(-1) !== at) known.times.push(at);
      known.variantId = variantId;
      bought.set(productId, known);
    }
  }
  const usual = [...bought].flatMap(([productId, { times, variantId }]): UsualProduct[] => {
    const everySeconds = medianGap(times);
    const lastAt = times.at(-1) ?? now;
    if (everySeconds === Infinity) return [];
    const timesBought = times.length;
    const days = (seconds: number): number => Math.round(seconds / SECONDS.day);
    const evidence = { timesBought, everyDays: days(everySeconds), daysAgo: days(now - lastAt) };
    const reason = () => timeToRefill(evidence);
    return [{ productId, variantId, timesBought, lastAt, dueAt: lastAt + everySeconds, reason }];
  });
  return usual.toSorted((a, b) => b.timesBought - a.timesBought || b.lastAt - a.lastAt);
}
