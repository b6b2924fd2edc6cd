import { describe, expect, it } from 'vitest';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';
import type { PortableQuestion } from '#app/domain/recommendations/portable/describe-cart.ts';
import { rankCart } from '#app/domain/recommendations/portable/rank-cart.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import type { RecommendationModel } from '#app/domain/recommendations/model.ts';
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

  const inCart = (cart: readonly ProductId[], from: RecommendationModel = model): PortableQuestion => {
    const portable = from.portable(NOW, null);
    const known = cart.flatMap((id) => {
      const evidence = portable.product(id);
      return evidence ? [[id, evidence] as const] : [];
    });
    return { cart: new Map(known), history: null, now: NOW };
  };

  /** Up to nine orders, some of them days and some of them months ago. */
  const drawHistory = (): { readonly at: number; readonly products: readonly ProductId[] }[] =>
    drawBaskets(random, LETTERS, 1 + Math.floor(9 * random()))
      .map((letters) => ({
        at: NOW - Math.floor(86_400 * 200 * random() ** 2) - 60,
        products: [...letters].map(product),
      }))
      .toSorted((a, b) => a.at - b.at);

  const agreement = (runs: number, historyOf: () => ReturnType<typeof drawHistory>) => {
    let [sameFirst, alike, said] = [0, 0, 0];
    cases(runs, (cart) => {
      const portable = model.portable(NOW, null);
      const history = historyOf();
      const candidates = model.candidates({ ...asked, cart, history });
      const past = portable.history(history.map(({ at, products }) => ({ time: at, skus: products })));
      const ranks = rankCart(
        portable.ranker(),
        { ...inCart(cart), history: past },
        candidates.map(({ productId }) => ({ productId, traits: portable.traits(productId) ?? [] })),
      );
      const odds = ranks.map(({ logOdds }) => Math.exp(logOdds));
      const share = (all: readonly number[], at: number): number =>
        (all[at] ?? 0) / all.reduce((sum, each) => sum + each, 0);
      const scores = candidates.map(({ score }) => score);
      candidates.forEach((_, at) => {
        said += 1;
        if (Math.abs(share(odds, at) - share(scores, at)) < 0.002) alike += 1;
      });
      if ((odds[0] ?? 0) >= Math.max(...odds)) sameFirst += 1;
    });
    return { sameFirst: sameFirst / runs, alike: alike / said };
  };

  it('says of the candidates of any cart what the model says, but for numbers rounded across a threshold of a tree', () => {
    expect(model.portable(NOW, null).ranker().trees).not.toBeNull();
    const { sameFirst, alike } = agreement(propertyRuns(300), () => []);
    expect(sameFirst).toBeGreaterThan(0.99);
    expect(alike).toBeGreaterThan(0.995);
  });

  it('says the same of them for a customer with any history', () => {
    const { sameFirst, alike } = agreement(propertyRuns(300), drawHistory);
    expect(sameFirst).toBeGreaterThan(0.99);
    expect(alike).toBeGreaterThan(0.99);
  });

  it('counts orders since the fit as the model does', () => {
    const live = openModel(stateOf(trainOn(ordersOf(baskets)).bytes), 1);
    const cart = [product('a'), product('z')];
    const rankOf = (): readonly number[] => {
      const portable = live.portable(NOW, null);
      return rankCart(
        portable.ranker(),
        inCart(cart, live),
        ['b', 'm'].map((letter) => ({
          productId: product(letter),
          traits: portable.traits(product(letter)) ?? [],
        })),
      ).map(({ logOdds }) => logOdds);
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
