import { HELD_OUT, WITH_ATTUNE } from '#app/domain/campaigns/holdout-sides.ts';
import { HOLDOUT_STUDY, simulateStudy } from '#app/domain/experiments/simulation/study.ts';
import { SHOP, type Offer, type World } from '#app/domain/experiments/simulation/world.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { SimulatedMonth } from '#app/ports/simulated-month-store.ts';

/** A shop with fewer bots than most, so that a month of it can be told. */
const MONTH: World = { ...SHOP, days: 30, bots: { share: 0.01, checkouts: 20 } };

/** Brings a few more to their order, and sells mostly what would have been bought anyway. */
const QUIET: Offer = { completionLift: 0.07, takeRate: 0.3, value: 22, margin: 0.5, boughtAnyway: 0.7 };

/** Is taken often, and drives others away. */
const LOUD: Offer = { completionLift: -0.12, takeRate: 0.3, value: 22, margin: 0.5, boughtAnyway: 0.7 };

/** A month that ends now, the same at every call but for its dates. */
export function simulateMonth(now: Instant): SimulatedMonth {
  return {
    madeAt: now,
    studies: [
      simulateStudy({
        id: HOLDOUT_STUDY,
        world: { ...MONTH, shoppers: 60_000, offer: QUIET },
        ...{ control: HELD_OUT, arm: WITH_ATTUNE, controlShare: 0.2, now, seed: 1 },
      }),
      simulateStudy({
        id: 'quiet-offer',
        world: { ...MONTH, shoppers: 30_000, offer: QUIET },
        ...{ control: 'Control', arm: 'Quiet offer', controlShare: 0.5, now, seed: 2 },
      }),
      simulateStudy({
        id: 'loud-offer',
        world: { ...MONTH, shoppers: 30_000, offer: LOUD },
        ...{ control: 'Control', arm: 'Loud offer', controlShare: 0.5, now, seed: 3 },
      }),
    ],
  };
}
