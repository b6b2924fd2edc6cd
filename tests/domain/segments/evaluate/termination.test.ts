import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import type { CompiledSegment } from '#app/domain/segments/segment.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { aContext, aProfile, aPurchase, NOW, SEED } from '../../builders.ts';

/** Time that a verdict may take before it counts as one that never comes. */
const PATIENCE_MS = 2_000;

const RULES = [
  'purchases.count > 3',
  'purchases.count within 1 days >= 1',
  'purchases.count within 3660 days BETWEEN 2 AND 4',
  'purchases.spend within 60 days > 300',
  'purchases.average within 1 minutes = 0',
  'purchases.max within 90 days < 10',
  'customer.created_at within 10 days',
  'cart.open_for > 2 hours',
  'NOT (purchases.count within 2 hours = 1 OR cart.open_for BETWEEN 1 minutes AND 3 days)',
];

const compile = (rule: string): CompiledSegment => {
  const compiled = compileSegment({ id: 's', name: 's', rule }, 'GBP');
  if (!compiled.ok) throw new Error(`the rule does not compile: ${rule}`);
  return compiled.value;
};
const segments = RULES.map(compile);

/** Runs `work` on this thread and throws when it does not end: a plain test would hang with it. */
function withPatience(work: () => void): void {
  runInContext('work()', createContext({ work }), { timeout: PATIENCE_MS });
}

/** Numbers no source should send, beside ordinary ones. */
const wild = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -5, max: 5 }).map((days) => NOW + days * 86_400) },
  fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, -1, NOW, NOW + 0.5),
  fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, Number.MAX_SAFE_INTEGER, Number.MIN_VALUE),
  fc.double(),
);

const profile = fc
  .record({
    purchases: fc.array(fc.tuple(wild, wild), { maxLength: 12 }),
    carts: fc.array(wild, { maxLength: 3 }),
    createdAt: wild,
  })
  .map(({ purchases, carts, createdAt }) => {
    const empty = aProfile({});
    return {
      ...empty,
      attributes: { ...empty.attributes, createdAt },
      // In any order: a stored profile that is broken must not stop the process either.
      purchases: purchases.map(([at, netMinor], index) => ({
        ...aPurchase({ at, netMinor }),
        orderId: orderId(index),
      })),
      openCarts: carts.map((startedAt, index) => ({ token: String(index), startedAt, updatedAt: startedAt })),
    };
  });
const orderId = (index: number): `gid://shopify/Order/${string}` => `gid://shopify/Order/${index}`;

describe('a verdict', () => {
  it('always comes, whatever the times and amounts of a profile are', () => {
    const check = (given: ReturnType<typeof aProfile>, now: number): void => {
      for (const segment of segments) segment.evaluate(given, aContext({ now }));
    };
    const property = fc.property(profile, wild, (given, now) => withPatience(() => check(given, now)));
    fc.assert(property, { seed: SEED, numRuns: propertyRuns(300) });
  });

  it('reads each of a thousand purchases a few times and no more', () => {
    let reads = 0;
    const purchases = Array.from({ length: 1_000 }, (_, index) =>
      Object.defineProperty(aPurchase({ at: NOW - (1_000 - index) * 600 }), 'netMinor', {
        get: () => {
          reads += 1;
          return 20_000 - index;
        },
      }),
    );
    for (const segment of segments) segment.evaluate(aProfile({ purchases }), aContext({ now: NOW }));
    expect(reads).toBeLessThan(10 * segments.length * purchases.length);
  });
});
