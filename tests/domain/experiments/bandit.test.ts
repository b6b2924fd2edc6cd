import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignTo, type CampaignExperiment } from '#app/domain/campaigns/arms.ts';
import { periodAt } from '#app/domain/experiments/assignment/periods.ts';
import { reallocate } from '#app/domain/experiments/assignment/reallocate.ts';
import { knownShare, type PeriodTally } from '#app/domain/experiments/checkouts/traffic.ts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { nextPeriod, SHORTEST_PERIOD, TOLD_AHEAD } from '#app/domain/experiments/next-period.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const rangesOf = (shares: Readonly<Record<string, number>>) =>
  reallocate([], new Map(Object.entries(shares)));

describe('a unit of an experiment whose shares follow the results', () => {
  it('keeps the arm it entered in, whatever periods come later', () => {
    const cut = fc.double({ min: 0.1, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(cut, { minLength: 1, maxLength: 6 }),
        fc.string(),
        fc.nat(700),
        (cuts, unit, at) => {
          const all = cuts.map((control, day) => ({
            at: day * 100,
            ranges: rangesOf({ control, offer: 1 - control }),
          }));
          const known = all.filter((period) => period.at <= at);
          const armAt = (periods: typeof all, now: number) =>
            assignTo(anExperiment(periods.length > 0 ? periods : all.slice(0, 1)), {
              unit,
              entered: now === at ? {} : { e1: at },
              now,
            });
          expect(armAt(all, 10_000)).toEqual(armAt(known, at));
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });

  it('is in the first period before any has begun, and from its first second on in each', () => {
    const periods = [{ at: 10 }, { at: 20 }];
    expect([0, 10, 19, 20, 99].map((at) => periodAt(periods, at))).toEqual([0, 0, 0, 1, 1]);
  });
});

const anExperiment = (periods: NonNullable<CampaignExperiment['periods']>) => ({
  id: 'e1',
  allocation: { version: 1 as const, salt: 'e1', ranges: periods.at(-1)!.ranges },
  periods,
});

const tally = (units: readonly [number, number], shares: readonly [number, number] = [0.5, 0.5], at = 0) =>
  ({
    at,
    arms: ['control', 'offer'].map((arm, index) => ({ arm, share: shares[index]!, units: units[index]! })),
  }) satisfies PeriodTally;

describe('nextPeriod', () => {
  const periods = [{ at: 0, ranges: rangesOf({ control: 0.5, offer: 0.5 }) }];
  const report = (units: readonly [number, number], kind = 'undecided') =>
    ({
      traffic: [tally(units)],
      result: { verdict: { kind }, thompsonShares: { control: 0.2, offer: 0.8 } },
    }) as unknown as CheckoutReport;
  const now = SHORTEST_PERIOD;

  it('begins a minute after it is told, with the shares of Thompson’s rule', () => {
    expect(nextPeriod(periods, report([500, 500]), now)).toEqual({
      at: now + TOLD_AHEAD,
      ranges: [
        { name: 'control', from: 0, to: 2_000 },
        { name: 'offer', from: 2_000, to: 10_000 },
      ],
    });
  });

  it('waits for a day, for twenty units of every arm, and for a report that says anything', () => {
    expect(nextPeriod(periods, report([500, 500]), now - 1)).toBeNull();
    expect(nextPeriod(periods, report([500, 19]), now)).toBeNull();
    expect(nextPeriod(periods, report([500, 500], 'too-early'), now)).toBeNull();
    expect(nextPeriod(periods, report([500, 500], 'broken-split'), now)).toBeNull();
  });

  it('does not come of a report that was made before the newest period, nor where nothing would change', () => {
    const two = [...periods, { at: 5, ranges: rangesOf({ control: 0.2, offer: 0.8 }) }];
    expect(nextPeriod(two, report([500, 500]), now)).toBeNull();
    const same = { ...report([500, 500]), traffic: [tally([500, 500], [0.205, 0.795])] };
    expect(nextPeriod(periods, same, now)).toBeNull();
  });
});

describe('knownShare', () => {
  it('is 1 where the first shares stayed, whatever the periods', () => {
    expect(knownShare([tally([500, 500])], 'offer', 'control')).toBe(1);
    expect(knownShare([tally([50, 50]), tally([700, 700])], 'offer', 'control')).toBeCloseTo(1, 12);
  });

  it('is (2 + 2) / (10 + 10 / 9) where a tenth is control instead of half', () => {
    expect(knownShare([tally([0, 0]), tally([100, 900], [0.1, 0.9])], 'offer', 'control')).toBeCloseTo(
      0.36,
      12,
    );
    expect(knownShare([tally([0, 0])], 'offer', 'control')).toBeNull();
  });
});
