import { describe, expect, it } from 'vitest';
import { findObjection } from '#app/domain/recommendations/training/gate.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { FEATURE_COUNT } from '#app/domain/recommendations/ranking/features.ts';
import type { ShopOrder } from '#app/domain/recommendations/recommender.ts';
import { stateOf, trainOn } from '../a-model.ts';
import { NOW, product } from '../../builders.ts';

/** Four products of one of twenty families an order, by one of fifty customers. */
function familyOrders(count: number): ShopOrder[] {
  const random = seededRandom(11);
  return Array.from({ length: count }, (_, at) => {
    const family = Math.floor(random() * 20);
    const members = [0, 1, 2, 3, 4, 5].filter(() => random() < 0.6);
    return {
      id: `o${at}`,
      time: new Date((NOW - (count - at) * 3_600) * 1000).toISOString(),
      customer: `c${Math.floor(random() * 50)}`,
      items: members.map((member) => product(family * 6 + member)),
    };
  });
}

describe('findObjection', () => {
  const estimate = (mean: number, plusMinus = 0.01) => ({ mean, plusMinus });
  const gate = (mean: number) => ({
    questions: 400,
    candidate: estimate(0.2),
    running: estimate(0.2 - mean),
    difference: estimate(mean),
    rankings: [],
  });
  const standing = { orders: 1_000, runningOrders: 1_000, byLog: null };

  it('has none to a first model, to a better one, and to one that is worse by no more than noise', () => {
    expect(findObjection({ orders: 10, runningOrders: null, gate: null, byLog: null })).toBeNull();
    expect(findObjection({ ...standing, gate: gate(0.03) })).toBeNull();
    expect(findObjection({ ...standing, gate: gate(-0.009) })).toBeNull();
  });

  it('refuses one that is worse beyond noise, with both figures', () => {
    expect(findObjection({ ...standing, gate: gate(-0.05) })).toBe(
      'It found a product that was bought among its first ten in 20.0 % of 400 questions, the running model in 25.0 %: more than chance explains.',
    );
  });

  it('refuses one that offers drawn by chance speak against, and not one of which they say too little', () => {
    const byLog = (difference: number) => ({
      choices: 2_000,
      effectiveSampleSize: 400,
      estimates: {
        candidate: estimate(0.04),
        served: estimate(0.04 - difference),
        difference: estimate(difference),
      },
    });
    expect(findObjection({ ...standing, gate: gate(0.03), byLog: byLog(-0.02) })).toBe(
      'By 2000 offers that were drawn by chance, 4.0 % of its offers would be accepted, 6.0 % of those that were ranked first: more than chance explains.',
    );
    expect(findObjection({ ...standing, gate: gate(0.03), byLog: byLog(-0.009) })).toBeNull();
    const few = { ...byLog(-0.02), estimates: null };
    expect(findObjection({ ...standing, gate: gate(0.03), byLog: few })).toBeNull();
  });

  it('refuses one that lost orders', () => {
    expect(findObjection({ orders: 899, runningOrders: 1_000, gate: null, byLog: null })).toBe(
      'It learned from 899 orders, the running model from 1000: orders are missing.',
    );
  });
});

describe('trainModel', () => {
  const orders = familyOrders(240);
  const first = trainOn(orders.slice(0, 225));

  it('compares with the running model on weeks that it held out, and lets an equal one pass', () => {
    const next = trainOn(orders, stateOf(first.bytes));
    expect(next.objection).toBeNull();
    const found = next.report?.gate;
    expect(found?.questions).toBeGreaterThan(30);
    expect(found?.candidate.mean).toBeGreaterThan(0.3);
    expect(Math.abs(found?.difference?.mean ?? 1)).toBeLessThan(0.1);
  });

  it('asks each model alone the same questions, none of which beats the hybrid here', () => {
    const { rankings, candidate, running } = trainOn(orders, stateOf(first.bytes)).report?.gate ?? {
      rankings: [],
    };
    const [hybrid, before, ...alone] = rankings;
    expect(hybrid).toMatchObject({ ranking: 'hybrid', hitRate10: candidate });
    expect(before).toMatchObject({ ranking: 'running hybrid', hitRate10: running });
    expect(alone.map(({ ranking }) => ranking)).toEqual([
      'bought together',
      'EASE^R',
      'content',
      'own purchases',
      'popularity',
    ]);
    for (const { hitRate3, hitRate10, reciprocalRank10 } of alone) {
      expect(hitRate3.mean).toBeLessThanOrEqual(hitRate10.mean);
      expect(reciprocalRank10.mean).toBeLessThanOrEqual(hitRate10.mean);
      expect(hitRate10.mean).toBeLessThanOrEqual(candidate?.mean ?? 0);
    }
  });

  it('finds no difference to a running model that learned from the same orders', () => {
    const next = trainOn(orders, stateOf(trainOn(orders).bytes));
    expect(next.report?.gate.difference).toEqual({ mean: 0, plusMinus: 0 });
    expect(next.objection).toBeNull();
  });

  it('refuses a model that is worse than the running one', () => {
    // The running ranker reads the answer where ours cannot: its weights are turned against those of a good one.
    const running = stateOf(first.bytes);
    const spoiled = {
      ...running,
      fitted: {
        ...running.fitted,
        engine: {
          ...running.fitted.engine,
          trial: {
            trees: null,
            weights: running.fitted.engine.ranker.weights.map((own) => own.map((weight) => -weight)),
          },
        },
      },
    };
    const against = trainOn(orders, spoiled).report?.gate;
    expect(against?.running?.mean).toBeLessThan(against?.candidate.mean ?? 0);
    expect((against?.difference?.mean ?? 0) - (against?.difference?.plusMinus ?? 0)).toBeGreaterThan(0);
    expect(spoiled.fitted.engine.ranker.weights[0]).toHaveLength(FEATURE_COUNT);
  });
});
