import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignTo, type CampaignExperiment } from '#app/domain/campaigns/arms.ts';
import { periodAt } from '#app/domain/experiments/assignment/periods.ts';
import { reallocate } from '#app/domain/experiments/assignment/reallocate.ts';
import { placeInExperiment } from '#app/domain/experiments/checkouts/experiment-plan.ts';
import type { MeasuredCheckout } from '#app/domain/experiments/checkouts/measured-checkout.ts';
import { knownShare, tallyPeriods, type PeriodTally } from '#app/domain/experiments/checkouts/traffic.ts';
import { reportCheckouts, type CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
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

it('gives the arm that does best the most of what comes next, in the order of the arms', () => {
  const names = ['Control', 'As it is', 'Quiet'];
  const history = [{ at: 0, ranges: rangesOf(Object.fromEntries(names.map((name) => [name, 1 / 3]))) }];
  const everyone = { version: 1 as const, salt: 'x', ranges: [{ name: 'with', from: 0, to: 10_000 }] };
  const sides = { holdout: everyone, withAttune: 'with', heldOut: 'without' };
  const placing = placeInExperiment({ ...sides, salt: 'e1', group: null, history, traffic: 'bandit' });
  const now = 2 * SHORTEST_PERIOD;
  const checkouts = Array.from({ length: 1_500 }, (_, at): MeasuredCheckout => {
    const unit = `unit ${at}`;
    const buys = at % 10 < { Control: 5, 'As it is': 7, Quiet: 5 }[placing.armOf(unit, at) ?? '']!;
    const order = {
      joinedBy: 'token',
      completedAt: at,
      revenueMinor: 0,
      costedMinor: 0,
      profitMinor: 0,
      items: 1,
    } as const;
    const asked = { knownBy: 'decision' as const, hasSeen: true, hasAccepted: false, segmentIds: null };
    return { unit, firstSeenAt: at, ...asked, order: buys ? order : null };
  });
  const none = { test: 0, draft: 0, cancelled: 0, unjoined: 0, otherCurrency: 0 };
  const report = reportCheckouts(checkouts, none, {
    ...placing,
    ...{ control: 'Control', deciding: 'completed', since: 0, now },
  });
  expect(report.traffic?.[0]?.arms.map(({ arm }) => arm)).toEqual(names);
  expect(nextPeriod(history, report, now)?.ranges).toEqual([
    { name: 'Control', from: 0, to: 1_000 },
    { name: 'As it is', from: 1_000, to: 9_500 },
    { name: 'Quiet', from: 9_500, to: 10_000 },
  ]);
});

it('tells the arms of every period in one order', () => {
  const shares = (...entries: [string, number][]) => new Map(entries);
  const periods = [
    { at: 0, shares: shares(['control', 0.5], ['offer', 0.5]) },
    { at: 9, shares: shares(['offer', 0.9], ['control', 0.1]) },
  ];
  expect(tallyPeriods([], periods).map(({ arms }) => arms.map(({ arm, share }) => [arm, share]))).toEqual([
    [
      ['control', 0.5],
      ['offer', 0.5],
    ],
    [
      ['control', 0.1],
      ['offer', 0.9],
    ],
  ]);
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
