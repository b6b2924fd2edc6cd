import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import reference from '../../cases/statistics.json' with { type: 'json' };
import { runExperiment, type ExperimentOptions } from '#app/commands/experiment/experiment.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'attune-experiment-'));
afterAll(() => rmSync(folder, { recursive: true }));

const data = path.join(folder, 'data.csv');
const DEFAULTS = {
  data,
  metric: ['bought'],
  unit: 'unit',
  arm: 'arm',
  harm: '0.03',
  alpha: '0.05',
  tunedUnits: '5000',
};

async function run(lines: readonly string[], options: Partial<ExperimentOptions> = {}) {
  writeFileSync(data, lines.join('\n'));
  const printed: string[] = [];
  const problems: string[] = [];
  const status = await runExperiment(
    { ...DEFAULTS, ...options },
    { line: (text) => void printed.push(text), problem: (text) => void problems.push(text) },
  );
  return { status, problems, report: printed.length > 0 ? JSON.parse(printed.join('\n')) : null };
}

/** `units` units of an arm of which each of `every` buys for `amount`. */
function arm(name: string, units: number, every: number, amount = 10): string[] {
  return Array.from({ length: units }, (_, index) => {
    const bought = index % every === 0 ? 1 : 0;
    return `${name}${index},${name},${bought},${bought * amount},${index % 7}`;
  });
}
const HEADER = 'unit,arm,bought,revenue,before';
const even = [HEADER, ...arm('control', 2_000, 4), ...arm('new', 2_000, 4)];
const better = [HEADER, ...arm('control', 2_000, 4), ...arm('new', 2_000, 2)];

describe('attune experiment', () => {
  it('names a winner when the always-valid figure allows it', async () => {
    const { report, status, problems } = await run(better, { metric: ['bought', 'revenue'], pre: 'before' });
    expect(problems).toEqual([]);
    expect(status).toBe(0);
    expect(report.verdict).toMatchObject({ kind: 'winner', arms: ['new'] });
    expect(report.verdict.sentence).toMatch(
      /^new is better than control: bought is 0\.25 higher \(between 0\.2/,
    );
    expect(report.metrics.map((metric: { kind: string }) => metric.kind)).toEqual(['rate', 'amount']);
    expect(report.metrics[1].views.map(({ view }: { view: string }) => view)).toEqual([
      'plain',
      'cuped',
      'winsorised',
    ]);
    expect(report.split.isMismatch).toBe(false);
  });

  it('reports the e-mail experiment of tests/cases/statistics.json with its reference figures', async () => {
    const rows = Object.entries(reference.hillstrom).flatMap(([name, { n, visit, conversion }]) =>
      Array.from(
        { length: n },
        (_, index) => `${name}${index},${name},${index < visit ? 1 : 0},${index < conversion ? 1 : 0}`,
      ),
    );
    const { report } = await run(['unit,arm,visit,conversion', ...rows], {
      metric: ['visit', 'conversion'],
      control: 'none',
    });
    const figures: Record<string, unknown> = reference.figures;
    expect(report.split.chiSquare).toBeCloseTo(Number(figures['srm.hillstrom.chisq']), 9);
    for (const { metric, views } of report.metrics)
      for (const { arm: name, oneLook, alwaysValid, difference } of views[0].comparisons) {
        const figure = (of: string) => Number(figures[`${name}.vs.none.${metric}.${of}`]);
        expect(difference).toBeCloseTo(figure('diff'), 12);
        expect(oneLook.statistic).toBeCloseTo(figure('z'), 8);
        expect(oneLook.low).toBeCloseTo(figure('newcombe.lo'), 10);
        expect(oneLook.high).toBeCloseTo(figure('newcombe.hi'), 10);
        expect(alwaysValid.low).toBeCloseTo(figure('seq.lo'), 10);
        expect(alwaysValid.high).toBeCloseTo(figure('seq.hi'), 10);
      }
    expect(report.verdict).toMatchObject({ kind: 'winner', arms: ['mens'] });
  });

  it('names none when arms are alike, and says what an answer takes', async () => {
    const { report } = await run(even, { weeklyUnits: '100' });
    expect(report.verdict.kind).toBe('undecided');
    expect(report.verdict.sentence).toMatch(
      /^Not known yet whether new beats control: the difference in bought is between -0\.0\d+ and 0\.0\d+\. A change of 5 % takes about [\d,]+ units in all; there are 4,000\. At this traffic that is more than a year/,
    );
  });

  it('names none after one unit an arm, however large the difference', async () => {
    const { report } = await run([HEADER, 'a,control,0,0,0', 'b,new,1,500,0']);
    expect(report.verdict.kind).toBe('too-early');
    expect(report.guards).toEqual([]);
  });

  it('refuses all figures when the arms do not have the units of their shares', async () => {
    const { report } = await run([HEADER, ...arm('control', 2_000, 4), ...arm('new', 1_500, 2)]);
    expect(report.verdict.kind).toBe('broken-split');
    const stated = await run([HEADER, ...arm('control', 2_000, 4), ...arm('new', 1_500, 2)], {
      split: ['control=4', 'new=3'],
    });
    expect(stated.report.verdict.kind).toBe('winner');
  });

  it('asks to stop an arm that costs a guarded metric, even if it wins another', async () => {
    const worse = [HEADER, ...arm('control', 2_000, 2, 10), ...arm('new', 2_000, 4, 100)];
    const { report } = await run(worse, { metric: ['revenue', 'bought'] });
    expect(report.verdict).toMatchObject({ kind: 'harm', arms: ['new'] });
    expect(report.verdict.sentence).toContain('worse than control in bought');
    const unguarded = await run(worse, { metric: ['revenue', 'bought'], guard: ['revenue'] });
    expect(unguarded.report.verdict.kind).toBe('winner');
  });

  it('takes less as better where it is told so', async () => {
    const { report } = await run(better, { lower: ['bought'] });
    expect(report.verdict.kind).toBe('harm');
    expect(report.metrics[0].beliefs.arms[1].besideControl.chanceToBeat).toBeLessThan(1e-6);
  });

  it('keeps two arms apart that beat control but not each other', async () => {
    const { report } = await run([...better, ...arm('other', 2_000, 2)]);
    expect(report.verdict).toMatchObject({ kind: 'winner', arms: ['new', 'other'] });
    expect(report.verdict.sentence).toContain('which of them is best is not known yet');
  });

  it('sums the rows of a unit, and leaves out units seen in several arms', async () => {
    const { report } = await run([...even, 'control1,control,1,5,0', 'new1,control,1,5,0']);
    expect(report.data).toMatchObject({
      rows: 4_002,
      units: 3_999,
      unitsWithSeveralRows: 2,
      unitsInSeveralArms: 1,
    });
    expect(report.metrics[0].views[0].arms[0]).toMatchObject({
      arm: 'control',
      units: 2_000,
      value: 501 / 2_000,
    });
  });

  it('divides one column by another, and by rows', async () => {
    const { report } = await run(even, { metric: ['revenue/bought', 'bought/rows'] });
    expect(report.metrics[0].views[0].arms[0].value).toBe(10);
    expect(report.metrics[1].views[0].arms[0].value).toBe(0.25);
    expect(report.metrics[0].kind).toBe('ratio');
  });

  it('says of a line what was expected and found, uses the others, and exits with 1', async () => {
    const { problems, status, report } = await run([...even, 'x,new,yes,1,0', 'y,,1,1,0', 'z,new,,1,0']);
    expect(status).toBe(1);
    expect(problems).toEqual([
      `${data}:4002: Expected "bought" to be a number such as 12.30, found another text.`,
      `${data}:4003: Expected "arm" to be a text, found an empty one.`,
      `${data}:4004: Expected "bought" to be a number, found nothing; write 0 where nothing happened.`,
    ]);
    expect(report.data).toMatchObject({ rows: 4_000, badLines: 3 });
  });

  it.each([
    [
      { metric: ['profit'] },
      even,
      `${data}: Expected a first line with unit, arm, profit, found one without profit.`,
    ],
    [{ metric: ['a/b/c'] }, even, 'Expected a metric as "column" or "column/column", found "a/b/c".'],
    [{ control: 'old' }, even, 'Expected --control to be one of the arms control, new, found "old".'],
    [
      { split: ['new=1'] },
      even,
      'Expected --split to give each of the arms control, new its share, found new.',
    ],
    [
      { split: ['new'] },
      even,
      'Expected --split as arm=share with shares above 0, e.g. control=50 new=50, found "new".',
    ],
    [{ guard: ['revenue'] }, even, 'Expected --guard to name one of the metrics bought, found "revenue".'],
    [
      { pre: 'bought' },
      even,
      'Expected --pre to name a figure from before the experiment, found the outcome "bought".',
    ],
    [{ alpha: '5' }, even, 'Expected --alpha to be a number between 0 and 0.5, found "5".'],
    [{}, [HEADER, ...arm('only', 100, 2)], `${data}: Expected 2 to 8 arms in "arm", found 1.`],
    [
      {},
      [HEADER, ...'abcdefghi'.split('').flatMap((name) => arm(name, 2, 2))],
      `${data}: Expected 2 to 8 arms in "arm", found 9.`,
    ],
    [{}, [], `${data}: Expected a first line with unit, arm, bought, found no line.`],
  ])('refuses %j in words', async (options, lines, message) => {
    const { status, problems, report } = await run(lines, options);
    expect({ status, problems, report }).toEqual({
      status: 1,
      problems: [message],
      report: null,
    });
  });

  it('refuses a file that is not there', async () => {
    const { status, problems } = await run(even, { data: path.join(folder, 'none.csv') });
    expect(status).toBe(1);
    expect(problems[0]).toContain('Expected a file that can be read');
  });
});
