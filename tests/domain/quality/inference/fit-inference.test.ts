import { describe, expect, it } from 'vitest';
import { fitInference } from '#app/domain/quality/inference/fit-inference.ts';
import type { Inference, InferenceOptions } from '#app/domain/quality/inference/inference.ts';
import { splitRows } from '#app/domain/quality/inference/split.ts';
import type { Row } from '#app/domain/quality/inference/table.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';

/** Shoppers whose language says the country nine times in ten; every tenth language is missing. */
function shoppers(count: number): readonly Row[] {
  const random = seededRandom(1);
  return Array.from({ length: count }, () => {
    const country = random() < 0.6 ? 'DE' : random() < 0.7 ? 'FR' : 'IT';
    const spoken = random() < 0.9 ? country : 'DE';
    return { language: random() < 0.1 ? null : spoken, spend: Math.floor(100 * random()), country };
  });
}

function fitted(rows: readonly Row[], options: Partial<InferenceOptions> = {}): Inference {
  const inference = fitInference(rows, { target: 'country', ...options });
  if (!inference.ok) throw new Error(inference.failure);
  return inference.value;
}

describe('splitRows', () => {
  it.each(['chance', 'order'] as const)('puts every row into one part, by %s', (by) => {
    const { learn, choose, conform, test } = splitRows(1_003, by, 7);
    const all = [...learn, ...choose, ...conform, ...test].sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 1_003 }, (_, at) => at));
    expect([learn, choose, conform, test].map(({ length }) => length)).toEqual([501, 150, 151, 201]);
  });

  it('tests on the last rows, by order', () => {
    expect(Math.min(...splitRows(1_000, 'order', 7).test)).toBe(800);
  });
});

describe('fitInference', () => {
  const rows = shoppers(1_500);
  const inference = fitted(rows);

  it('answers what is plain, with a probability, and abstains where nothing is known', () => {
    expect(inference.predict({ language: 'FR', spend: 10 })).toMatchObject({ value: 'FR', set: ['FR'] });
    expect(inference.predict({ language: 'FR', spend: 10 }).probability).toBeGreaterThan(0.9);
    const blank = inference.predict({});
    expect(blank.value).toBeNull();
    expect(blank.probability).toBeLessThan(0.8);
    expect(fitted(rows, { leastProbability: 0.5 }).predict({}).value).toBe('DE');
  });

  it('covers, is calibrated and is right as often as it must, on rows that nothing has seen', () => {
    const { gates, ladder, split } = inference.report;
    expect(split).toMatchObject({ learn: 750, choose: 225, conform: 225, test: 300 });
    expect(ladder.map(({ rung }) => rung)).toEqual([
      'default',
      'group',
      'naive Bayes',
      'logistic regression',
      'boosted trees',
    ]);
    expect(gates).toMatchObject({ covered: true, precise: true });
  });

  it('chooses the rung that lost least on the rows for it', () => {
    const { ladder, chosen } = inference.report;
    const least = Math.min(...ladder.map(({ chooseLoss }) => chooseLoss));
    expect(ladder.find(({ rung }) => rung === chosen)?.chooseLoss).toBe(least);
  });

  it('gives the same model for the same rows and seed, another split for another seed', () => {
    expect(fitted(rows).report).toEqual(inference.report);
    expect(fitted(rows, { seed: 8 }).report.ladder).not.toEqual(inference.report.ladder);
  });

  it('learns nothing from the rows it is tested on', () => {
    const places = new Set(splitRows(rows.length, 'chance', 7).test);
    const lied = fitted(rows.map((row, at) => (places.has(at) ? { ...row, country: 'IT' } : row)));
    for (const row of rows.slice(0, 50)) expect(lied.predict(row)).toEqual(inference.predict(row));
    expect(lied.report.testLoss).toBeGreaterThan(inference.report.testLoss);
  });

  it('learns nothing from rows without the target, and needs none of its columns', () => {
    const more = [...rows, ...shoppers(300).map((row) => ({ ...row, country: null }))];
    expect(fitted(more).report).toEqual(inference.report);
  });

  it('rules out less, and so answers less, the more coverage is asked for', () => {
    const sure = fitted(rows, { coverage: 0.99 });
    for (const row of rows.slice(0, 100)) {
      const { set } = inference.predict(row);
      expect(sure.predict(row).set).toEqual(expect.arrayContaining([...set]));
    }
  });

  it('never tells a value that is too rare, and says how rare', () => {
    const some = rows.map((row, at) => (at % 150 === 0 ? { ...row, country: `rare ${at}` } : row));
    const { report, predict } = fitted(some);
    expect(report.classes.toSorted()).toEqual(['DE', 'FR', 'IT']);
    expect(report.othersShare).toBeCloseTo(1 / 150, 12);
    for (const row of some)
      expect([null, 'DE', 'FR', 'IT']).toContain(predict({ language: row.language ?? null }).value);
  });

  it('finds that noise says nothing, and does not answer', () => {
    const random = seededRandom(9);
    const noise = Array.from({ length: 1_000 }, () => ({
      a: random(),
      country: random() < 0.5 ? 'DE' : 'FR',
    }));
    const { report } = fitted(noise);
    expect(report.testLoss).toBeGreaterThan(Math.LN2 - 0.03);
    expect(report.answerRate).toBe(0);
  });

  it('refuses where too few rows are known, or there is nothing to tell apart', () => {
    expect(fitInference(rows.slice(0, 199), { target: 'country' })).toEqual({
      ok: false,
      failure: 'Expected at least 200 rows with a known "country", found 199.',
    });
    const same = rows.map((row) => ({ ...row, country: 'DE' }));
    expect(fitInference(same, { target: 'country' })).toEqual({
      ok: false,
      failure: 'Expected at least two values of "country", found one that says all.',
    });
  });
});
