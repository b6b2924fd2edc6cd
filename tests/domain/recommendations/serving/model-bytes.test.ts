import { describe, expect, it } from 'vitest';
import { modelFromBytes } from '#app/domain/recommendations/serving/model-bytes.ts';
import { emptyModel, openModel } from '#app/domain/recommendations/serving/open-model.ts';
import type { CandidateQuery } from '#app/domain/recommendations/model.ts';
import { NOW, product } from '../../builders.ts';
import { modelOf, ordersOf, stateOf, trainOn } from '../a-model.ts';

const aQuery = (parts: Partial<CandidateQuery> = {}): CandidateQuery => ({
  cart: [],
  history: [],
  views: [],
  now: NOW,
  country: null,
  titleOf: (sku) => `Product ${sku.slice(-1)}`,
  limit: 10,
  ...parts,
});

/** a and b go together, c and d; 80 orders. */
const baskets = Array.from({ length: 80 }, (_, at) => (at % 2 === 0 ? 'ab' : 'cd'));
const { bytes } = trainOn(ordersOf(baskets));

describe('modelBytes', () => {
  it('serves what was trained, the same as before', () => {
    const model = openModel(stateOf(bytes), 7);
    expect([model.version, model.orders, model.fittedUntil]).toEqual([7, 80, NOW - 3_600]);
    expect(model.candidates(aQuery({ cart: [product('a')] }))[0]).toMatchObject({
      productId: product('b'),
      reason: {
        code: 'bought-together',
        text: 'Often bought with Product a in this cart',
        evidence: { sku: product('a'), orders: 40, ordersOfSku: 40 },
      },
    });
    expect(model.neighbours(product('c'))).toMatchObject([{ productId: product('d'), orders: 40 }]);
  });

  it('is the same for the same orders', () => {
    expect(Buffer.compare(trainOn(ordersOf(baskets)).bytes, bytes)).toBe(0);
  });

  it('keeps nothing of who bought', () => {
    const orders = ordersOf(baskets).map((order) => ({ ...order, customer: 'gid://shopify/Customer/4711' }));
    expect(Buffer.from(trainOn(orders).bytes).includes('4711')).toBe(false);
  });

  it.each<[string, (copy: Uint8Array) => Uint8Array, RegExp]>([
    ['nothing', () => new Uint8Array(), /^Expected a model, found 0 bytes\.$/],
    ['a part', (copy) => copy.subarray(0, copy.length - 8), /checksum differs/],
    ['a byte turned', (copy) => copy.fill((copy[500] ?? 0) ^ 1, 500, 501), /checksum differs/],
    ['something else', (copy) => copy.fill(7, 0, 4), /begin otherwise/],
    ['another format', (copy) => copy.fill(1, 4, 5), /^Expected model format 2, found 1\./],
  ])('refuses %s', (_, damage, problem) => {
    const read = modelFromBytes(damage(bytes.slice()));
    expect(read.ok ? '' : read.failure).toMatch(problem);
  });

  it('is read out of a Buffer that starts anywhere', () => {
    const buffer = Buffer.concat([Buffer.from('xyz'), bytes]).subarray(3);
    expect(modelFromBytes(buffer).ok).toBe(true);
  });
});

describe('openModel', () => {
  it('learns an order that came after the fit, once', () => {
    const model = openModel(stateOf(bytes), 1);
    const order = { id: 'new', time: '2026-11-22T11:59:00Z', customer: null, items: ['a', 'd'].map(product) };
    for (let told = 0; told < 3; told++) model.learn([order]);
    const found = model
      .candidates(aQuery({ cart: [product('a')] }))
      .find(({ productId }) => productId === product('d'));
    expect(found?.reason).toMatchObject({
      code: 'bought-together',
      evidence: { orders: 1, ordersOfSku: 41 },
    });
  });

  it('reads the history and the looks it is given', () => {
    const model = openModel(stateOf(bytes), 1);
    const history = [{ at: NOW - 40 * 86_400, products: [product('c')] }];
    const byHistory = model.candidates(aQuery({ history }));
    expect(byHistory.find(({ productId }) => productId === product('c'))?.reason.code).toBe('bought-before');
    expect(byHistory.find(({ productId }) => productId === product('d'))?.reason).toMatchObject({
      code: 'because-you-bought',
      text: 'Because you bought Product c',
    });
    const views = [{ at: NOW - 60, productId: product('b') }];
    const byView = model.candidates(aQuery({ views }));
    expect(byView.find(({ productId }) => productId === product('b'))?.reason.code).toBe('viewed');
  });

  it('goes on with a larger limit where the shorter answer ends', () => {
    const model = modelOf(['abcdefgh', 'abc', 'def', 'gh', 'bdfh'], 1);
    const ask = (limit: number) => model.candidates(aQuery({ cart: [product('a')], limit }));
    expect(ask(6).slice(0, 3)).toEqual(ask(3));
    expect(ask(150).slice(0, 6)).toEqual(ask(6));
  });

  it('knows nothing of an unknown product, and nothing at all when empty', () => {
    expect(modelOf(['ab'], 1).neighbours(product('z'))).toEqual([]);
    expect(emptyModel().candidates(aQuery({ cart: [product('a')] }))).toEqual([]);
    expect([emptyModel().version, emptyModel().orders, emptyModel().fittedUntil]).toEqual([0, 0, 0]);
  });
});
