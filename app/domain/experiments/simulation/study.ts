import type { Instant } from '../../kernel/instant.ts';
import { SECONDS } from '../../kernel/instant.ts';
import { seededRandom } from '../../kernel/random.ts';
import { placeOf, type Allocation } from '../assignment/allocation.ts';
import { reallocate } from '../assignment/reallocate.ts';
import { reportCheckouts, type CheckoutReport } from '../checkouts/report.ts';
import { knownCheckouts } from './known-checkouts.ts';
import { simulate, type Simulated } from './simulate.ts';
import { trueEffect, type World } from './world.ts';

/** A report of simulated checkouts, beside what only a simulation knows. Money is in minor units, a checkout. */
export interface SimulatedStudy {
  readonly id: string;
  readonly arms: readonly { readonly name: string; readonly isControl: boolean; readonly share: number }[];
  readonly report: CheckoutReport;
  /** The profit that the arm truly adds once every refund is in. */
  readonly trueProfit: number;
  /** The profit that a report of accepted offers would claim for it. */
  readonly attributedProfit: number;
}

/** The study of the shop's holdout. */
export const HOLDOUT_STUDY = 'holdout';
export const isOfHoldout = ({ id }: Pick<SimulatedStudy, 'id'>): boolean => id === HOLDOUT_STUDY;

export interface StudyPlan {
  readonly id: string;
  readonly world: World;
  readonly control: string;
  readonly arm: string;
  /** Of the units, 0 to 1. */
  readonly controlShare: number;
  /** The simulated time ends now. */
  readonly now: Instant;
  readonly seed: number;
}

/** Draws checkouts, assigns them as the product does, and reads them by the product's own report. */
export function simulateStudy(plan: StudyPlan): SimulatedStudy {
  const { id, world, control, arm, controlShare, now } = plan;
  const shares = new Map([
    [control, controlShare],
    [arm, 1 - controlShare],
  ]);
  const allocation: Allocation = { version: 1, salt: id, ranges: reallocate([], shares) };
  const simulated = simulate(world, seededRandom(plan.seed), (unit) =>
    placeOf(allocation, unit) === control ? 'control' : 'offer',
  );
  const since = now - world.days * SECONDS.day;
  const report = reportCheckouts(
    knownCheckouts(simulated, world.days, since),
    { test: 0, draft: 0, cancelled: 0, unjoined: 0, otherCurrency: 0 },
    { control, shares, armOf: (unit) => placeOf(allocation, unit), deciding: 'profit', since, now },
  );
  return {
    id,
    arms: [...shares].map(([name, share]) => ({ name, isControl: name === control, share })),
    report,
    trueProfit: 100 * trueEffect(world).profitPerCheckout,
    attributedProfit: 100 * attributedIn(simulated),
  };
}

/** Profit of accepted offers a checkout of the arm, nothing taken off for what was bought anyway. */
function attributedIn({ units, deliveries }: Simulated): number {
  let checkouts = 0;
  const attributed = new Map<string, number>();
  for (const told of deliveries) {
    if (units[told.unit]?.arm !== 'offer') continue;
    if (told.kind === 'checkout') checkouts += 1;
    if (told.kind === 'order') attributed.set(told.checkout, told.attributed);
  }
  const sum = [...attributed.values()].reduce((all, profit) => all + profit, 0);
  return checkouts === 0 ? 0 : sum / checkouts;
}
