import { describe, expect, it } from 'vitest';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { rankCart } from '#app/domain/recommendations/portable/rank-cart.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { openModel } from '#app/domain/recommendations/serving/open-model.ts';
import { NOW, product } from '../../builders.ts';
import { drawBaskets, ordersOf, stateOf, trainOn } from '../a-model.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const SEED = 28;

describe('rankCart', () => {
  const random = seededRandom(SEED);
  const baskets = drawBaskets(random, LETTERS, 900);
  const model = openModel(stateOf(trainOn(ordersOf(baskets)).bytes), 1);
  const asked = { history: [], views: [], now: NOW, country: null, titleOf: () => null, limit: 24 };

  const cases = (count: number, check: (cart: readonly ProductId[]) => void): void => {
    for (let run = 0; run < count; run += 1) {
      const [letters = ''] = drawBaskets(random, LETTERS, 1);
      check([...new Set([...letters, ...(drawBaskets(random, LETTERS, 1)[0] ?? '')])].map(product));
    }
  };

  it('says of the candidates of any cart what the model says, but for numbers rounded across a threshold of a tree', () => {
    expect(model.portable(NOW, null).ranker().trees).not.toBeNull();
    const runs = propertyRuns(300);
    let [sameFirst, alike, said] = [0, 0, 0];
    cases(runs, (cart) => {
      const portable = model.portable(NOW, null);
      const candidates = model.candidates({ ...asked, cart });
      const logOdds = rankCart(
        portable.ranker(),
        cart.flatMap((id) => portable.product(id) ?? []),
        candidates.map(({ productId }) => ({ productId, traits: portable.traits(productId) ?? [] })),
      );
      const odds = logOdds.map(Math.exp);
      const share = (all: readonly number[], at: number): number =>
        (all[at] ?? 0) / all.reduce((sum, each) => sum + each, 0);
      const scores = candidates.map(({ score }) => score);
      candidates.forEach((_, at) => {
        said += 1;
        if (Math.abs(share(odds, at) - share(scores, at)) < 0.002) alike += 1;
      });
      if ((odds[0] ?? 0) >= Math.max(...odds)) sameFirst += 1;
    });
    expect(sameFirst / runs).toBeGreaterThan(0.99);
    expect(alike / said).toBeGreaterThan(0.995);
  });

  it('counts orders since the fit as the model does', () => {
    const live = openModel(stateOf(trainOn(ordersOf(baskets)).bytes), 1);
    const cart = [product('a'), product('z')];
    const rankOf = (): readonly number[] => {
      const portable = live.portable(NOW, null);
      return rankCart(
        portable.ranker(),
        cart.flatMap((id) => portable.product(id) ?? []),
        ['b', 'm'].map((letter) => ({
          productId: product(letter),
          traits: portable.traits(product(letter)) ?? [],
        })),
      );
    };
    const [before = 0, others = 0] = rankOf();
    expect(before).toBeGreaterThan(others);
    live.learn(
      Array.from({ length: 60 }, (_, at) => ({
        id: `live-${at}`,
        customer: null,
        time: new Date((NOW - 60) * 1000).toISOString(),
        items: ['a', 'z', 'm'].map(product),
      })),
    );
    const [after = 0, lifted = 0] = rankOf();
    expect(lifted).toBeGreaterThan(after);
    expect(live.candidates({ ...asked, cart })[0]?.productId).toBe(product('m'));
  });

  it('knows nothing of a product that the model does not know', () => {
    expect(model.portable(NOW, null).product(product('unknown'))).toBeNull();
    expect(model.portable(NOW, null).traits(product('unknown'))).toBeNull();
  });
});
