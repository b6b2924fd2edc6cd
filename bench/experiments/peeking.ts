import { readGuard } from '#app/domain/experiments/analysis/guard.ts';
import { createRandom } from '../random.ts';
import { createFolder } from './fold.ts';
import { COMPLETION, PLAN, PROFIT, readMetric } from './reading.ts';
import { simulate } from '#app/domain/experiments/simulation/simulate.ts';
import { SHOP, type World } from '#app/domain/experiments/simulation/world.ts';

/** Shares of experiments with two equal arms, looked at every day, in which something was wrongly found on any day. */
export interface Peeking {
  readonly experiments: number;
  readonly looks: number;
  /** By the always-valid p, by Welch's p; of profit a checkout, at 5 %. */
  readonly alwaysValid: number;
  readonly oneLook: number;
  /** By either guard, completion or profit, which share 5 %. */
  readonly guard: number;
}

/** Days on which late orders and refunds still come in. */
const AFTERMATH_DAYS = 7;

export function studyPeeking(experiments: number, seed: number, world: World = SHOP): Peeking {
  const random = createRandom(seed);
  const looks = world.days + AFTERMATH_DAYS;
  const found = { alwaysValid: 0, oneLook: 0, guard: 0 };
  for (let run = 0; run < experiments; run += 1) {
    const wrong = { alwaysValid: false, oneLook: false, guard: false };
    const folder = createFolder(simulate(world, random));
    for (let day = 1; day <= looks; day += 1) {
      folder.takeUntil(day);
      const arms = folder.arms();
      const profit = readMetric(arms, PROFIT);
      wrong.alwaysValid ||= (profit?.comparison.alwaysValid.p ?? 1) <= PLAN.alpha;
      wrong.oneLook ||= (profit?.comparison.oneLook.p ?? 1) <= PLAN.alpha;
      wrong.guard ||= [PROFIT, COMPLETION].some((metric) => {
        const reading = metric === PROFIT ? profit : readMetric(arms, metric);
        return (
          reading !== null &&
          readGuard(reading.arm, reading.control, metric, PLAN, PLAN.guarded.length).isHarm
        );
      });
    }
    for (const kind of ['alwaysValid', 'oneLook', 'guard'] as const) found[kind] += wrong[kind] ? 1 : 0;
  }
  return {
    experiments,
    looks,
    alwaysValid: found.alwaysValid / experiments,
    oneLook: found.oneLook / experiments,
    guard: found.guard / experiments,
  };
}
