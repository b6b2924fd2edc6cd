import { describe, expect, it } from 'vitest';
import { encodeRow, learnFeatures } from '#app/domain/quality/inference/features.ts';
import { meanLogLoss } from '#app/domain/quality/inference/log-loss.ts';
import { fitBoosted } from '#app/domain/quality/inference/rungs/boosted.ts';
import { fitFrequencies } from '#app/domain/quality/inference/rungs/frequencies.ts';
import { fitGroups } from '#app/domain/quality/inference/rungs/groups.ts';
import { fitLogistic } from '#app/domain/quality/inference/rungs/logistic.ts';
import { fitNaiveBayes } from '#app/domain/quality/inference/rungs/naive-bayes.ts';
import type { Examples } from '#app/domain/quality/inference/rungs/rung.ts';
import type { Row } from '#app/domain/quality/inference/table.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';

function examplesOf(rows: readonly Row[], answers: readonly number[], classes = 2): Examples {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const features = learnFeatures(rows, names);
  return {
    features,
    rows: rows.map((row) => encodeRow(features, row)),
    answers: Uint8Array.from(answers),
    classes,
  };
}

const RUNGS = { fitFrequencies, fitGroups, fitNaiveBayes, fitLogistic, fitBoosted };

/** Two numbers of which neither says anything alone: the answer is whether their signs differ. */
function crossed(count: number): Examples {
  const random = seededRandom(2);
  const rows = Array.from({ length: count }, () => ({ a: random() - 0.5, b: random() - 0.5 }));
  return examplesOf(
    rows,
    rows.map(({ a, b }) => Number(a * b < 0)),
  );
}

describe('learnFeatures', () => {
  it('reads a column as numbers where every known value is one, and leaves an empty one out', () => {
    const rows = [
      { a: 1, b: 'x', c: null, d: 1 },
      { a: null, b: 'y', c: null, d: 'x' },
    ];
    const features = learnFeatures(rows, ['a', 'b', 'c', 'd']);
    expect(features.map(({ name, kind }) => [name, kind])).toEqual([
      ['a', 'number'],
      ['b', 'text'],
      ['d', 'text'],
    ]);
  });

  it('keeps missing, known and other values apart', () => {
    const features = learnFeatures([{ a: 'x' }, { a: 'x' }, { a: 'y' }], ['a']);
    const levelOf = (row: Row) => encodeRow(features, row).levels[0];
    const rows: readonly Row[] = [{}, { a: 'x' }, { a: 'y' }, { a: 'z' }];
    expect(rows.map(levelOf)).toEqual([0, 1, 2, 3]);
  });

  it('takes a text in a column of numbers as missing', () => {
    const features = learnFeatures([{ a: 1 }, { a: 2 }], ['a']);
    expect(encodeRow(features, { a: 'x' })).toEqual(encodeRow(features, {}));
  });
});

describe('every rung', () => {
  const rows = crossed(400);
  it.each(Object.entries(RUNGS))('%s gives probabilities over 0 that sum to 1', (_, fit) => {
    const scorer = fit(rows);
    for (const row of [...rows.rows.slice(0, 20), encodeRow(rows.features, {})]) {
      const shares = scorer(row);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(Math.min(...shares)).toBeGreaterThan(0);
    }
  });
});

describe('fitFrequencies', () => {
  it('adds one to each count', () => {
    const scorer = fitFrequencies(examplesOf([{ a: 1 }, { a: 1 }, { a: 1 }], [0, 0, 1]));
    expect([...scorer(encodeRow([], {}))]).toEqual([3 / 5, 2 / 5]);
  });
});

describe('fitGroups', () => {
  it('finds the feature that says most, and draws its shares towards everybody’s', () => {
    const random = seededRandom(4);
    const rows = Array.from({ length: 500 }, (_, at) => ({
      noise: random() < 0.5 ? 'u' : 'v',
      group: at % 2 === 0 ? 'x' : 'y',
    }));
    const examples = examplesOf(
      rows,
      rows.map((_, at) => at % 2),
    );
    const shares = fitGroups(examples)(encodeRow(examples.features, { group: 'x', noise: 'u' }));
    expect(shares[0]).toBeCloseTo((250 + 10 * 0.5) / 260, 12);
  });
});

describe('fitNaiveBayes', () => {
  const examples = examplesOf([{ a: 'x' }, { a: 'x' }, { a: 'y' }, { a: 'y' }, {}], [0, 0, 0, 1, 1]);

  it('is what Bayes’ rule gives by hand', () => {
    // Shares 4/7 and 3/7. Of x with one added to each of the levels x, y and other: 3/6 and 1/4.
    const [first = 0] = fitNaiveBayes(examples)(encodeRow(examples.features, { a: 'x' }));
    expect(first).toBeCloseTo(((4 / 7) * (3 / 6)) / ((4 / 7) * (3 / 6) + (3 / 7) * (1 / 4)), 12);
  });

  it('says of a row without values what is frequent', () => {
    expect(fitNaiveBayes(examples)(encodeRow(examples.features, {}))[0]).toBeCloseTo(4 / 7, 12);
  });
});

describe('fitLogistic', () => {
  it('finds the weights that answers were drawn from', () => {
    const random = seededRandom(6);
    const rows = Array.from({ length: 6_000 }, () => ({
      a: 2 * random() - 1,
      b: random() < 0.5 ? 'x' : 'y',
    }));
    const chanceOf = (a: number, b: string) => 1 / (1 + Math.exp(-(2 * a + (b === 'x' ? 1 : -1))));
    const examples = examplesOf(
      rows,
      rows.map(({ a, b }) => Number(random() < chanceOf(a, b))),
    );
    const scorer = fitLogistic(examples);
    for (const [a, b] of [
      [-0.5, 'x'],
      [0, 'y'],
      [0.5, 'x'],
    ] as const)
      expect(scorer(encodeRow(examples.features, { a, b }))[1]).toBeCloseTo(chanceOf(a, b), 1);
  });

  it('expects of each class as many as came: the weight of a class is free', () => {
    const examples = crossed(300);
    const scorer = fitLogistic(examples);
    const expected = examples.rows.reduce((sum, row) => sum + (scorer(row)[1] ?? 0), 0);
    const came = examples.answers.reduce((sum, answer) => sum + answer, 0);
    expect(Math.abs(expected - came)).toBeLessThan(0.01);
  });
});

describe('fitBoosted', () => {
  it('learns what two numbers say only together, which no line can', () => {
    const examples = crossed(2_000);
    expect(meanLogLoss(fitLogistic(examples), examples)).toBeGreaterThan(0.68);
    expect(meanLogLoss(fitBoosted(examples), examples)).toBeLessThan(0.35);
  });

  it('says what is frequent where nothing says anything', () => {
    const random = seededRandom(8);
    const rows = Array.from({ length: 1_000 }, () => ({ a: random() }));
    const examples = examplesOf(
      rows,
      rows.map(() => Number(random() < 0.3)),
    );
    expect(fitBoosted(examples)(encodeRow(examples.features, { a: 0.5 }))[1]).toBeCloseTo(0.3, 1);
  });
});
