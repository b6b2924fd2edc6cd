import { readGuard } from '#app/domain/experiments/analysis/guard.ts';
import { rateEstimate } from '#app/domain/statistics/estimate.ts';
import { unitsToDetect } from '#app/domain/statistics/harm-boundary.ts';
import { createRandom } from '../random.ts';
import { COMPLETION, PLAN } from './reading.ts';

/** How soon the guard finds an arm that costs 3 % of completions at 50 %, and how often it stops an equal one. */
export interface HarmStudy {
  readonly runs: number;
  /** Checkouts of both arms that the test's own theory needs: where the mean path meets the boundary. */
  readonly theory: number;
  readonly meanCheckouts: number;
  readonly medianCheckouts: number;
  /** Of harmful arms, those found within 1.5 times the theory. */
  readonly foundInTime: number;
  /** Of equal arms, those stopped within `equalCheckouts` checkouts. */
  readonly falseStops: number;
  readonly equalCheckouts: number;
}

const COMPLETES = 0.5;
const HARM = 0.03;
/** Checkouts of an arm between two looks. */
const STEP = 50;
const FIRST_LOOK = 100;

export function studyHarm(runs: number, seed: number, equalCheckouts = 100_000): HarmStudy {
  const random = createRandom(seed);
  const guards = PLAN.guarded.length;
  const theory = unitsToDetect(
    HARM * COMPLETES,
    Math.sqrt(COMPLETES * (1 - COMPLETES)),
    [0.5, 0.5],
    PLAN.alpha / guards,
  );
  const found = Array.from({ length: runs }, () =>
    checkoutsUntilStop(random, COMPLETES * (1 - HARM), 20 * theory),
  );
  const stopped = Array.from({ length: runs }, () => checkoutsUntilStop(random, COMPLETES, equalCheckouts));
  const sorted = found.toSorted((a, b) => a - b);
  return {
    runs,
    theory: Math.ceil(theory),
    meanCheckouts: found.reduce((sum, checkouts) => sum + checkouts, 0) / runs,
    medianCheckouts: sorted[Math.floor(runs / 2)] ?? 0,
    foundInTime: found.filter((checkouts) => checkouts <= 1.5 * theory).length / runs,
    falseStops: stopped.filter((checkouts) => checkouts < Infinity).length / runs,
    equalCheckouts,
  };
}

/** Checkouts of both arms when the guard stops the arm; Infinity where it does not within `most`. */
function checkoutsUntilStop(random: () => number, completes: number, most: number): number {
  let [ofControl, ofArm] = [0, 0];
  for (let each = STEP; 2 * each <= most; each += STEP) {
    for (let index = 0; index < STEP; index += 1) {
      if (random() < COMPLETES) ofControl += 1;
      if (random() < completes) ofArm += 1;
    }
    if (each < FIRST_LOOK) continue;
    const control = { arm: 'control', estimate: rateEstimate(ofControl, each) };
    const arm = { arm: 'offer', estimate: rateEstimate(ofArm, each) };
    if (stops(arm, control)) return 2 * each;
  }
  return Infinity;
}

type Named = Parameters<typeof readGuard>[0];

const stops = (arm: Named, control: Named): boolean =>
  readGuard(arm, control, COMPLETION, PLAN, PLAN.guarded.length).isHarm;
