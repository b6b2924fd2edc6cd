import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MOST_OF_A_VIEW, weightOfView } from '#app/domain/recommendations/ranking/view-weight.ts';
import type { CandidateQuery } from '#app/domain/recommendations/model.ts';
import { NOW, product, SEED } from '../../builders.ts';
import { modelOf } from '../a-model.ts';

const seconds = fc.integer({ min: 0, max: 600 });

describe('weightOfView', () => {
  it('is one look where nobody knows how long it lasted, and at 30 seconds; nothing at none', () => {
    expect([undefined, 30, 0].map(weightOfView)).toEqual([1, 1, 0]);
  });

  it('grows with every second, and never above its bound', () => {
    fc.assert(
      fc.property(seconds, (lasted) => {
        expect(weightOfView(lasted + 1)).toBeGreaterThan(weightOfView(lasted));
        expect(weightOfView(lasted)).toBeLessThan(MOST_OF_A_VIEW);
      }),
      { seed: SEED },
    );
  });
});

interface Session {
  readonly pages: number;
  readonly mean: number;
  readonly isBought: boolean;
}

/** Sessions with product pages, of the data set in tests/fixtures/online-shoppers: their number and the mean of their seconds. */
function readSessions(): readonly Session[] {
  const file = new URL('../../../fixtures/online-shoppers/sessions.csv.gz', import.meta.url);
  const [head = '', ...lines] = gunzipSync(readFileSync(file)).toString().trim().split(/\r?\n/);
  const names = head.split(',');
  const at = (line: string, name: string) => line.split(',')[names.indexOf(name)] ?? '';
  return lines
    .map((line) => ({
      pages: Number(at(line, 'ProductRelated')),
      mean: Number(at(line, 'ProductRelated_Duration')) / Number(at(line, 'ProductRelated')),
      isBought: at(line, 'Revenue') === 'TRUE',
    }))
    .filter(({ pages }) => pages > 0);
}

const shareBought = (sessions: readonly Session[]): number =>
  sessions.filter(({ isBought }) => isBought).length / sessions.length;

/** The chance that of a session that bought and one that did not the first has more of it; half a chance where they have as much. */
function areaUnderCurve(sessions: readonly Session[], score: (session: Session) => number): number {
  const bySize = [...Map.groupBy(sessions, score)].sort(([a], [b]) => a - b);
  let [below, pairs] = [0, 0];
  for (const [, group] of bySize) {
    const bought = group.filter(({ isBought }) => isBought).length;
    pairs += bought * (below + (group.length - bought) / 2);
    below += group.length - bought;
  }
  return pairs / (below * (sessions.length - below));
}

describe('in 12,292 sessions of a shop', () => {
  const sessions = readSessions();

  it('those that stay longer on product pages buy more often than others of as many pages, up to half a minute a page', () => {
    const pagesOf = ({ pages }: Session): number => Math.min(60, pages);
    const usual = new Map(
      [...Map.groupBy(sessions, pagesOf)].map(([pages, group]) => [pages, shareBought(group)]),
    );
    const bounds = [0, 5, 10, 20, 30, 45, 60, 90, 120, Infinity];
    const ratios = bounds.slice(1).map((until, place) => {
      const group = sessions.filter(
        ({ pages, mean }) => pages >= 4 && mean >= (bounds[place] ?? 0) && mean < until,
      );
      const expected = group.reduce((sum, session) => sum + (usual.get(pagesOf(session)) ?? 0), 0);
      return Math.round((100 * shareBought(group) * group.length) / expected) / 100;
    });
    expect(sessions).toHaveLength(12_292);
    expect(ratios).toEqual([0.16, 0.32, 0.64, 0.89, 1.2, 1.22, 1.24, 1.13, 0.91]);
  });

  it('weighted looks tell better than counted ones who buys', () => {
    const counted = areaUnderCurve(sessions, ({ pages }) => pages);
    const weighted = areaUnderCurve(sessions, ({ pages, mean }) => pages * weightOfView(mean));
    expect([counted, weighted].map((area) => Math.round(area * 1_000) / 1_000)).toEqual([0.659, 0.671]);
  });
});

describe('a look in a ranking', () => {
  const baskets = Array.from({ length: 80 }, (_, at) => (at % 2 === 0 ? 'ab' : 'cd'));
  const model = modelOf(baskets, 1);
  const ask = (views: CandidateQuery['views']) =>
    model.candidates({
      ...{ cart: [], history: [], now: NOW, country: null, titleOf: () => null, limit: 10 },
      views,
    });
  const scoreOf = (letter: string, views: CandidateQuery['views']): number =>
    ask(views).find(({ productId }) => productId === product(letter))?.score ?? 0;
  const look = (letter: string, lastedSeconds?: number) => ({
    at: NOW - 60,
    productId: product(letter),
    ...(lastedSeconds !== undefined && { lastedSeconds }),
  });

  it('says more the longer it was, and as much as ever where nobody knows', () => {
    const scores = [2, 20, 30, 300].map((lasted) => scoreOf('b', [look('b', lasted)]));
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    expect(new Set(scores).size).toBe(4);
    expect(scoreOf('b', [look('b')])).toBe(scores[2]);
    expect(scoreOf('b', [])).toBeLessThan(scores[0] ?? 0);
  });

  it('moves the product that was looked at longer before the other', () => {
    const [first] = ask([look('b', 4), look('d', 90)]);
    expect(first?.productId).toBe(product('d'));
    const [other] = ask([look('b', 90), look('d', 4)]);
    expect(other?.productId).toBe(product('b'));
  });

  it('is told with its number and, as far as it is known, its time', () => {
    const reasonOf = (views: CandidateQuery['views']) => ask(views)[0]?.reason;
    expect(reasonOf([look('d', 4), look('d', 90), look('d')])).toMatchObject({
      code: 'viewed',
      evidence: { views: 3, seconds: 94 },
    });
    expect(reasonOf([look('d')])?.evidence).toEqual({ views: 1 });
  });
});
