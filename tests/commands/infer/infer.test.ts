import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { runInfer, type InferOptions } from '#app/commands/infer/infer.ts';

const SESSIONS = path.join(import.meta.dirname, '../../fixtures/online-shoppers/sessions.csv.gz');
const CODES = ['OperatingSystems', 'Browser', 'Region', 'TrafficType'];
const folder = mkdtempSync(path.join(tmpdir(), 'attune-infer-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every sixth session: enough to say what all say, in less time. */
const some = path.join(folder, 'some.csv');
const [header = '', ...all] = gunzipSync(readFileSync(SESSIONS)).toString().trim().split('\n');
const lines = all.filter((_, at) => at % 6 === 0);
writeFileSync(some, [header, ...lines].join('\n'));

async function run(options: Partial<InferOptions> = {}) {
  const printed: string[] = [];
  const problems: string[] = [];
  const status = await runInfer(
    {
      data: some,
      target: 'Revenue',
      category: CODES,
      coverage: '0.9',
      leastProbability: '0.8',
      split: 'chance',
      seed: '7',
      ...options,
    },
    { line: (text) => void printed.push(text), problem: (text) => void problems.push(text) },
  );
  return { status, printed, problems };
}

/** Columns that say nothing of a machine. */
const besides = header
  .split(',')
  .filter((name) =>
    /^(Admin|Inform|Product|Bounce|Exit|Page|Special|Month|Region|Weekend|TrafficType)/.test(name),
  );

describe('attune infer', () => {
  it('says of real sessions how well a purchase is inferred, and that rungs say more than none', async () => {
    const { status, printed, problems } = await run();
    expect([status, problems]).toEqual([0, []]);
    const report = JSON.parse(printed.join('\n'));
    const [none] = report.ladder;
    expect(report).toMatchObject({ target: 'revenue', classes: ['FALSE', 'TRUE'], othersShare: 0 });
    expect(report.testLoss).toBeLessThan(0.75 * none.testLoss);
    expect(report.coverage).toBeGreaterThan(0.85);
  });

  it('infers the operating system from the browser, and tells no rare one', async () => {
    const report = JSON.parse(
      (await run({ target: 'OperatingSystems', without: besides, category: CODES.slice(0, 2) })).printed.join(
        '\n',
      ),
    );
    expect(report.classes.slice(0, 3).toSorted()).toEqual(['1', '2', '3']);
    expect(report.othersShare).toBeGreaterThan(0);
    expect(report.testLoss).toBeLessThan(0.6 * report.ladder[0].testLoss);
  });

  it('prints rows without a value, what is inferred beside what is given', async () => {
    const blank = path.join(folder, 'blank.csv');
    const cut = lines.map((line, at) => (at < 3 ? line.replace(/[^,]*$/, '') : line));
    writeFileSync(blank, [header, ...cut].join('\n'));
    const { status, printed } = await run({ data: blank, fill: true });
    expect([status, printed.length]).toEqual([0, 3]);
    const first = JSON.parse(printed[0] ?? '');
    expect(first.row).toBe(1);
    expect(first.given).toMatchObject({ revenue: null, visitortype: 'Returning_Visitor' });
    expect(first.inferred).toMatchObject({ name: 'revenue', model: expect.stringMatching(/^[0-9a-f]{12}$/) });
    expect(first.inferred.probability).toBeGreaterThan(0.5);
  });

  it('says what is wrong', async () => {
    const problemOf = async (options: Partial<InferOptions>) => (await run(options)).problems[0];
    expect(await problemOf({ target: 'Gone' })).toMatch(
      /\.csv: Expected a first line with gone, found one without gone\.$/,
    );
    expect(await problemOf({ without: ['gone'] })).toBe('Expected --without to name columns, found "gone".');
    expect(await problemOf({ category: ['gone'] })).toBe(
      'Expected --category to name columns, found "gone".',
    );
    expect(await problemOf({ coverage: '90' })).toBe(
      'Expected --coverage as a number over 0 and under 1, e.g. 0.9, found "90".',
    );
    expect(await problemOf({ split: 'time' })).toBe('Expected --split as "chance" or "order", found "time".');
    expect(await problemOf({ seed: 'x' })).toBe('Expected --seed as a whole number, found "x".');
    expect((await run({ data: path.join(folder, 'none.csv') })).status).toBe(1);
  });
});
