import { describe, expect, it } from 'vitest';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { handSetRanker } from '#app/domain/recommendations/ranking/ranker.ts';
import { judgeByLog, type DrawnChoice } from '#app/domain/recommendations/training/judge-by-log.ts';
import { ordersOf } from '../a-model.ts';
import { NOW, product } from '../../builders.ts';

/** a goes with b, c with d, and with nothing else: a ranker that can count offers b to a, and d to c. */
const orders = ordersOf(Array.from({ length: 400 }, (_, at) => (at % 2 === 0 ? 'ab' : 'cd')));
const history = { products: [], orders, returns: [] };

/** Draws alternatives evenly in the last hundred hours; what goes with the cart is accepted in 30 of 100, all else in 5. */
function aLog(count: number, alternatives: string): readonly DrawnChoice[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, at) => {
    const cart = random() < 0.5 ? 'a' : 'c';
    const right = cart === 'a' ? 'b' : 'd';
    const open = [...alternatives].filter((letter) => letter !== cart);
    const drawn = open[Math.floor(random() * open.length)]!;
    return {
      at: NOW - 100 * 3_600 + Math.floor((at * 100 * 3_600) / count),
      customer: null,
      country: null,
      cart: [product(cart)],
      alternatives: open.map((letter) => ({ sku: product(letter), propensity: 1 / open.length })),
      drawn: product(drawn),
      accepted: random() < (drawn === right ? 0.3 : 0.05),
    };
  });
}

describe('judgeByLog', () => {
  it('tells what a ranker would earn, and that it is more than what was ranked first', () => {
    // What served ranked c first for a and a first for c.
    const { choices, effectiveSampleSize, estimates } = judgeByLog(
      history,
      handSetRanker(),
      aLog(4_000, 'cabd'),
    )!;
    expect(choices).toBe(4_000);
    // A third of the draws are what the ranker would have chosen.
    expect(effectiveSampleSize / 4_000).toBeCloseTo(1 / 3, 1);
    expect(Math.abs(estimates!.candidate.mean - 0.3)).toBeLessThan(estimates!.candidate.plusMinus * 1.5);
    expect(Math.abs(estimates!.served.mean - 0.05)).toBeLessThan(estimates!.served.plusMinus * 1.5);
    expect(estimates!.difference.mean).toBeCloseTo(estimates!.candidate.mean - estimates!.served.mean, 12);
    expect(estimates!.difference.mean - estimates!.difference.plusMinus).toBeGreaterThan(0);
  });

  it('finds no difference from a ranker that ranked alike', () => {
    const { estimates } = judgeByLog(history, handSetRanker(), aLog(3_000, 'bdac'))!;
    // To c, what served ranked b first and the ranker d; to a, both rank b first.
    expect(estimates!.difference.mean).toBeGreaterThan(0);
    const toA = aLog(6_000, 'bdac').filter(({ cart }) => cart[0] === product('a'));
    expect(judgeByLog(history, handSetRanker(), toA)!.estimates!.difference).toEqual({
      mean: 0,
      plusMinus: 0,
    });
  });

  it('gives no figure for a small effective sample, only its size', () => {
    const report = judgeByLog(history, handSetRanker(), aLog(60, 'cabd'))!;
    expect(report.estimates).toBeNull();
    expect(report.effectiveSampleSize).toBeGreaterThan(5);
    expect(report.effectiveSampleSize).toBeLessThan(60);
    expect(judgeByLog(history, handSetRanker(), [])).toBeNull();
  });

  it('knows only what was ordered before each choice', () => {
    // b was bought with a only after the choices: what served knew of it could not come from there.
    const late = ordersOf(Array.from({ length: 200 }, (_, at) => (at < 100 ? 'ac' : 'ab')));
    const since = NOW - 101 * 3_600;
    const choice = (drawn: string): DrawnChoice => ({
      at: since,
      customer: null,
      country: null,
      cart: [product('a')],
      alternatives: ['b', 'c'].map((letter) => ({ sku: product(letter), propensity: 0.5 })),
      drawn: product(drawn),
      accepted: drawn === 'c',
    });
    const log = Array.from({ length: 400 }, (_, at) => choice(at % 2 === 0 ? 'b' : 'c'));
    const { estimates } = judgeByLog({ products: [], orders: late, returns: [] }, handSetRanker(), log)!;
    expect(estimates!.candidate.mean).toBe(1);
    expect(estimates!.served.mean).toBe(0);
  });
});
