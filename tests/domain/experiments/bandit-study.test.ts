import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '#app/domain/experiments/analysis/analyse.ts';
import type { Plan } from '#app/domain/experiments/analysis/plan.ts';
import { ROWS, type ArmData } from '#app/domain/experiments/unit-sums.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';

/**
 * Shops in which everybody buys more from week to week, and one arm of three is better by the same all the time. Shares follow the results
 * after each of the periods. What is true is known, so what is told can be judged.
 */
const IS_LONG = process.env.LONG === '1';
const STUDIES = IS_LONG ? 2_000 : 80;
const PERIODS = 4;
const UNITS = 800;
const NAMES = ['control', 'good', 'same'] as const;
const EFFECTS: readonly number[] = [0, 0.06, 0];
const EVEN: readonly number[] = [1 / 3, 1 / 3, 1 / 3];
const baseOf = (period: number): number => 0.15 + 0.1 * period;

const plan = (periods: readonly (readonly number[])[]): Plan => {
  const periodShares = periods.map((shares) => new Map(NAMES.map((name, arm) => [name, shares[arm] ?? 0])));
  return {
    control: 'control',
    shares: periodShares.at(-1)!,
    periodShares,
    metrics: [{ name: 'completed', column: 'completed', over: ROWS, isLowerBetter: false }],
    pre: null,
    alpha: 0.05,
    tunedUnits: 5_000,
    guarded: [],
    harm: 0.03,
    weeklyUnits: null,
  };
};

interface Drawn {
  readonly outcomes: number[];
  readonly periods: number[];
}

const toArm = (arm: string, { outcomes, periods }: Drawn): ArmData => ({
  arm,
  units: outcomes.length,
  periods: Uint16Array.from(periods),
  columns: new Map([
    ['completed', Float64Array.from(outcomes)],
    [ROWS, new Float64Array(outcomes.length).fill(1)],
  ]),
});

function runStudy(seed: number, isBandit: boolean) {
  const random = seededRandom(seed);
  const drawn: readonly Drawn[] = NAMES.map(() => ({ outcomes: [], periods: [] }));
  const shares = [EVEN];
  const read = () =>
    analyse(
      drawn.map((arm, index) => toArm(NAMES[index]!, arm)),
      plan(shares),
    );
  for (let period = 0; period < PERIODS; period += 1) {
    const [control = 0, good = 0] = shares[period]!;
    for (let unit = 0; unit < UNITS; unit += 1) {
      const slot = random();
      const arm = slot < control ? 0 : slot < control + good ? 1 : 2;
      drawn[arm]!.outcomes.push(random() < baseOf(period) + EFFECTS[arm]! ? 1 : 0);
      drawn[arm]!.periods.push(period);
    }
    if (period === PERIODS - 1) break;
    const next = isBandit ? read().metrics[0]!.thompsonShares : null;
    shares.push(next ? NAMES.map((name) => next[name]!) : EVEN);
  }
  const report = read();
  const found = report.metrics[0]!.views[0]!.comparisons.find(({ arm }) => arm === 'good')!;
  const mean = ({ outcomes }: Drawn) => outcomes.reduce((sum, y) => sum + y, 0) / outcomes.length;
  return {
    error: found.difference - EFFECTS[1]!,
    standardError: found.standardError,
    naiveError: mean(drawn[1]!) - mean(drawn[0]!) - EFFECTS[1]!,
    isHeld: found.oneLook.low <= EFFECTS[1]! && EFFECTS[1]! <= found.oneLook.high,
    isAlwaysHeld: found.alwaysValid.low <= EFFECTS[1]! && EFFECTS[1]! <= found.alwaysValid.high,
    isMismatch: report.split.isMismatch,
    bought: drawn.reduce((sum, { outcomes }) => sum + outcomes.reduce((all, y) => all + y, 0), 0),
  };
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
function errorOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)) / values.length);
}
const share = (facts: readonly boolean[]) => facts.filter(Boolean).length / facts.length;

type Study = ReturnType<typeof runStudy>;

/** What the long run prints: each figure of the bandit beside that of even shares, over the same seeds. */
function figures(bandit: readonly Study[], fixed: readonly Study[]) {
  const of = (studies: readonly Study[]) => ({
    error: meanOf(studies.map(({ error }) => error)),
    errorOfError: errorOf(studies.map(({ error }) => error)),
    naiveError: meanOf(studies.map(({ naiveError }) => naiveError)),
    oneLook: share(studies.map(({ isHeld }) => isHeld)),
    alwaysValid: share(studies.map(({ isAlwaysHeld }) => isAlwaysHeld)),
    mismatches: share(studies.map(({ isMismatch }) => isMismatch)),
    meanStandardError: meanOf(studies.map(({ standardError }) => standardError)),
    truthOverStandardError:
      errorOf(studies.map(({ error, standardError }) => error / standardError)) * Math.sqrt(studies.length),
    bought: meanOf(studies.map(({ bought }) => bought)),
  });
  return { studies: STUDIES, bandit: of(bandit), fixed: of(fixed) };
}

describe('simulated experiments whose shares follow the results', () => {
  let bandit: readonly ReturnType<typeof runStudy>[] = [];
  let fixed: readonly ReturnType<typeof runStudy>[] = [];
  beforeAll(() => {
    const seeds = Array.from({ length: STUDIES }, (_, at) => 5_000 + at);
    bandit = seeds.map((seed) => runStudy(seed, true));
    fixed = seeds.map((seed) => runStudy(seed, false));
    if (IS_LONG) process.stdout.write(`${JSON.stringify(figures(bandit, fixed), null, 2)}\n`);
  }, 600_000);

  it('tell the truth on average where arms are compared within periods, and not where all units are thrown together', () => {
    const errors = bandit.map(({ error }) => error);
    expect(Math.abs(meanOf(errors))).toBeLessThan(4 * errorOf(errors));
    const naive = bandit.map(({ naiveError }) => naiveError);
    expect(meanOf(naive)).toBeGreaterThan(20 * errorOf(naive));
    expect(meanOf(naive)).toBeGreaterThan(0.03);
  });

  it('have intervals that hold the truth at their rate', () => {
    const error = Math.sqrt((0.95 * 0.05) / STUDIES);
    expect(Math.abs(share(bandit.map(({ isHeld }) => isHeld)) - 0.95)).toBeLessThan(4 * error);
    expect(share(bandit.map(({ isAlwaysHeld }) => isAlwaysHeld))).toBeGreaterThan(0.95 - 4 * error);
  });

  it('break no split, because each period is judged by its own shares', () => {
    expect(share(bandit.map(({ isMismatch }) => isMismatch))).toBeLessThan(
      0.001 + 4 * Math.sqrt(0.001 / STUDIES),
    );
  });

  it('sell more than even shares do, and know less for it', () => {
    const more = bandit.map(({ bought }, at) => bought - fixed[at]!.bought);
    expect(meanOf(more)).toBeGreaterThan(4 * errorOf(more));
    const width = (of: typeof bandit) => meanOf(of.map(({ standardError }) => standardError));
    expect(width(bandit)).toBeGreaterThan(1.1 * width(fixed));
  });
});
