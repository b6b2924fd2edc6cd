import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedFields } from '#app/domain/campaigns/changes.ts';

describe('changedFields', () => {
  it('names the path, what was and what is', () => {
    const before = { name: 'A', content: { title: 'Hi', tone: 'info' }, placements: ['x'] };
    const after = { name: 'A', content: { title: 'Hello', tone: 'info' }, placements: ['x', 'y'] };
    expect(changedFields(before, after)).toEqual([
      { path: 'content.title', before: 'Hi', after: 'Hello' },
      { path: 'placements', before: ['x'], after: ['x', 'y'] },
    ]);
  });

  it('tells a field that came and one that went', () => {
    const before = { source: { kind: 'products', productIds: ['1'] } };
    expect(changedFields(before, { source: { kind: 'recommended' } })).toEqual([
      { path: 'source.kind', before: 'products', after: 'recommended' },
      { path: 'source.productIds', before: ['1'], after: null },
    ]);
  });

  it('finds nothing in equal versions, and in the other direction the same turned round', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
    const tree = fc.dictionary(
      fc.constantFrom('a', 'b'),
      fc.oneof(value, fc.dictionary(fc.constantFrom('c', 'd'), value, { noNullPrototype: true })),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(tree, tree, (one, other) => {
        expect(changedFields(one, structuredClone(one))).toEqual([]);
        const back = changedFields(other, one).map((change) => [change.path, change.after, change.before]);
        const forth = changedFields(one, other).map((change) => [change.path, change.before, change.after]);
        expect(new Map(back.map(([path, ...rest]) => [path, rest]))).toEqual(
          new Map(forth.map(([path, ...rest]) => [path, rest])),
        );
      }),
    );
  });
});
