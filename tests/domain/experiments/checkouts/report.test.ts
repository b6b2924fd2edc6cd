import { describe, expect, it } from 'vitest';
import type { MeasuredCheckout } from '#app/domain/experiments/checkouts/measured-checkout.ts';
import { reportCheckouts, type CheckoutPlan } from '#app/domain/experiments/checkouts/report.ts';

const DAY = 86_400;
const NOW = 1_800_000_000;
const NONE = { test: 0, draft: 0, cancelled: 0, unjoined: 0, otherCurrency: 0 };

const plan = (changes: Partial<CheckoutPlan> = {}): CheckoutPlan => ({
  control: 'held out',
  shares: new Map([
    ['held out', 0.05],
    ['with Attune', 0.95],
  ]),
  armOf: (unit) => (Number(unit) % 20 === 0 ? 'held out' : 'with Attune'),
  deciding: 'profit',
  since: NOW - 30 * DAY,
  now: NOW,
  ...changes,
});

/** Of `count` checkouts, `buys` tells who buys for 1,000 with goods that cost 600, of which `costedMinor` is known. */
function checkouts(
  count: number,
  buys: (at: number, isHeldOut: boolean) => boolean,
  costedMinor = 1_000,
): readonly MeasuredCheckout[] {
  return Array.from({ length: count }, (_, at) => {
    const firstSeenAt = NOW - 30 * DAY + Math.floor((at * 30 * DAY) / count);
    const order = {
      joinedBy: 'token' as const,
      completedAt: firstSeenAt + 120,
      revenueMinor: 1_000,
      costedMinor,
      profitMinor: costedMinor === 0 ? 0 : costedMinor - 600,
      items: 2,
    };
    const bought = buys(Math.floor(at / 20) + (at % 20), at % 20 === 0);
    return {
      unit: `${at}`,
      firstSeenAt,
      knownBy: at % 4 !== 1 ? ('decision' as const) : ('webhook' as const),
      hasSeen: at % 4 === 2,
      hasAccepted: false,
      segmentIds: null,
      order: bought ? order : null,
    };
  });
}
const better = checkouts(20_000, (at, isHeldOut) => at % 10 < (isHeldOut ? 3 : 6));
const addedTo = (report: ReturnType<typeof reportCheckouts>, metric: string) =>
  report.result?.measures
    .find((measure) => measure.metric === metric && measure.view === 'plain')
    ?.arms.find(({ arm }) => arm === 'with Attune')?.added;

describe('a report of checkouts', () => {
  const report = reportCheckouts(better, NONE, plan());

  it('tells the profit, revenue and completion that were added a checkout, within their intervals', () => {
    expect(report.result?.verdict.kind).toBe('winner');
    expect(report.deciding).toBe('profit');
    expect(addedTo(report, 'profit')?.difference).toBeCloseTo(120, -1);
    expect(addedTo(report, 'revenue')?.difference).toBeCloseTo(300, -1);
    expect(addedTo(report, 'completed')?.difference).toBeCloseTo(0.3, 2);
    expect(addedTo(report, 'profit')?.low).toBeGreaterThan(0);
  });

  it('counts apart who really saw something and who could not', () => {
    const { checkouts: all, seen, neverAsked } = report.arms.find(({ arm }) => arm === 'with Attune')!;
    expect([all, seen, neverAsked]).toEqual([19_000, 5_000, 5_000]);
  });

  it('narrows with time, and ends where the report is', () => {
    const last = report.path.at(-1)!;
    const [first] = report.path;
    expect(first!.high - first!.low).toBeGreaterThan(last.high - last.low);
    expect(last).toMatchObject(addedTo(report, 'profit') ? { at: NOW } : {});
    expect(last.difference).toBeCloseTo(addedTo(report, 'profit')!.difference, 6);
  });

  it('survives being stored as JSON', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

it('lets revenue decide where the cost of too little is known', () => {
  const report = reportCheckouts(
    checkouts(4_000, (at) => at % 2 === 0, 400),
    NONE,
    plan(),
  );
  expect([report.costedShare, report.deciding]).toEqual([0.4, 'revenue']);
});

it('leaves what was settled to decide while nothing is sold', () => {
  const report = reportCheckouts([], NONE, plan());
  expect([report.costedShare, report.deciding]).toEqual([null, 'profit']);
});

it('says that it is too early, that sizes are wrong, or nothing, and never a winner then', () => {
  const kind = (count: number, changes: Partial<CheckoutPlan> = {}) =>
    reportCheckouts(
      checkouts(count, () => true),
      NONE,
      plan(changes),
    ).result?.verdict.kind;
  const wrong = new Map([
    ['held out', 0.2],
    ['with Attune', 0.8],
  ]);
  expect(kind(40)).toBe('too-early');
  expect(kind(20_000, { shares: wrong })).toBe('broken-split');
  expect(kind(20_000, { armOf: () => 'with Attune' })).toBeUndefined();
  expect(kind(0)).toBeUndefined();
});

it('tells nothing of a difference while there is too little of it', () => {
  const report = reportCheckouts(checkouts(400, () => false), NONE, plan()); // prettier-ignore
  expect(report.result?.measures.flatMap(({ arms }) => arms).every(({ added }) => added === null)).toBe(true);
  expect(report.path).toEqual([]);
});

it('leaves out units that are in no arm, and counts their checkouts', () => {
  const report = reportCheckouts(
    better,
    NONE,
    plan({ armOf: (unit) => (Number(unit) < 5_000 ? null : plan().armOf(unit, 0)) }),
  );
  expect(report.leftOut.checkouts).toBe(5_000);
  expect(report.arms.reduce((sum, arm) => sum + arm.checkouts, 0)).toBe(15_000);
});

describe('earlier spend', () => {
  // Odd numbers that spent before buy more often; arms are drawn apart from that.
  const buyers = checkouts(8_000, (at) => at % 20 < 10);
  const spent = new Map(buyers.filter(({ order }) => order).map(({ unit }) => [unit, 5_000 + Number(unit)]));
  const widthOf = ({ low, high }: { low: number; high: number }) => high - low;
  const read = (spentBefore?: ReadonlyMap<string, number>) =>
    reportCheckouts(buyers, NONE, plan({ ...(spentBefore && { spentBefore }) }));
  const decidingIn = ({ result }: ReturnType<typeof read>) =>
    result!.measures.find(({ metric, decides }) => metric === 'profit' && decides)!;

  it('narrows what is told, and the path ends there', () => {
    const [plain, freed] = [read(), read(spent)];
    expect([decidingIn(plain).view, decidingIn(freed).view]).toEqual(['plain', 'cuped']);
    const addedIn = (report: ReturnType<typeof read>) =>
      decidingIn(report).arms.find(({ added }) => added)!.added!;
    expect(widthOf(addedIn(freed))).toBeLessThan(widthOf(addedIn(plain)) / 2);
    const last = freed.path.at(-1)!;
    expect(last.low).toBeCloseTo(addedIn(freed).low, 6);
    expect(last.high).toBeCloseTo(addedIn(freed).high, 6);
  });

  it('changes nothing where nobody spent', () => {
    expect(read(new Map())).toEqual(read());
  });
});
