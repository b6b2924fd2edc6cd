import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, Rule } from '#app/domain/segments/ast.ts';
import { conditionsOf } from '#app/domain/segments/ast.ts';
import {
  joinAt,
  negateAt,
  partAt,
  removeAt,
  replaceAt,
  switchJointAt,
  type Path,
} from '#app/domain/segments/edit/tree.ts';
import { layOutRule, rewriteCondition } from '#app/domain/segments/edit/write.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { printRule } from '#app/domain/segments/print.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { SEED } from '../../builders.ts';
import { condition, rule } from '../rule-arbitrary.ts';
import { stripSpans } from '../strip-spans.ts';

function read(text: string): Rule {
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.failure[0]?.message}`);
  return parsed.value;
}

/** Every part of a rule with where it is. */
function partsOf(tree: Rule, path: Path = []): readonly { part: Rule; path: Path }[] {
  const operands = tree.kind === 'not' ? [tree.operand] : 'operands' in tree ? tree.operands : [];
  return [{ part: tree, path }, ...operands.flatMap((operand, index) => partsOf(operand, [...path, index]))];
}

const isCondition = (part: Rule): part is Condition =>
  part.kind !== 'and' && part.kind !== 'or' && part.kind !== 'not';
const runs = { seed: SEED, numRuns: propertyRuns(1_000) };
const A = 'purchases.count > 1';
const B = 'purchases.count > 2';
const C = 'purchases.count > 3';
const D = read('purchases.count > 4');

describe('the builder and the text', () => {
  it('say the same rule, for every rule', () => {
    fc.assert(
      fc.property(rule, (tree) => {
        expect(stripSpans(read(layOutRule(tree)))).toEqual(stripSpans(tree));
      }),
      runs,
    );
  });

  it('stay in step through any edit at any part', () => {
    fc.assert(
      fc.property(rule, condition, fc.nat(), fc.nat({ max: 4 }), (tree, added, choice, kind) => {
        const parts = partsOf(tree);
        const { path } = parts[choice % parts.length]!;
        const edited = [
          () => removeAt(tree, path),
          () => joinAt(tree, path, 'and', added),
          () => joinAt(tree, path, 'or', added),
          () => negateAt(tree, path),
          () => switchJointAt(tree, path),
        ][kind]!();
        if (edited) expect(stripSpans(read(layOutRule(edited)))).toEqual(stripSpans(edited));
      }),
      runs,
    );
  });

  it('agree on one changed condition, and the text keeps everything else as it was written', () => {
    fc.assert(
      fc.property(rule, condition, fc.nat(), (tree, next, choice) => {
        const text = `  ${layOutRule(tree).replaceAll(' AND ', '\n\tand ')} `;
        const leaves = partsOf(read(text)).filter(({ part }) => isCondition(part));
        const { part, path } = leaves[choice % leaves.length]!;
        const rewritten = rewriteCondition(text, part as Condition, next);
        expect(stripSpans(read(rewritten))).toEqual(stripSpans(replaceAt(read(text), path, next)));
        expect(rewritten.startsWith(text.slice(0, part.span.start))).toBe(true);
        expect(rewritten.endsWith(text.slice(part.span.end))).toBe(true);
      }),
      runs,
    );
  });
});

describe('partAt', () => {
  it('finds every part, and nothing where there is none', () => {
    fc.assert(
      fc.property(rule, (tree) => {
        for (const { part, path } of partsOf(tree)) expect(partAt(tree, path)).toBe(part);
        expect(partAt(tree, [99])).toBeNull();
      }),
      runs,
    );
  });
});

describe('removeAt', () => {
  it('takes out one condition, and no other', () => {
    fc.assert(
      fc.property(rule, fc.nat(), (tree, choice) => {
        const leaves = partsOf(tree).filter(({ part }) => isCondition(part));
        const { part, path } = leaves[choice % leaves.length]!;
        const left = removeAt(tree, path);
        expect(left ? conditionsOf(left) : []).toEqual(
          leaves.map((leaf) => leaf.part).filter((leaf) => leaf !== part),
        );
      }),
      runs,
    );
  });

  it.each([
    [`${A} AND ${B} AND ${C}`, [1], `${A} AND ${C}`],
    [`${A} AND (${B} OR ${C})`, [1, 0], `${A} AND ${C}`],
    [`${A} AND (${B} OR ${C} AND ${A})`, [1, 0], `${A} AND ${C} AND ${A}`],
    [`${A} AND NOT ${B}`, [1, 0], A],
  ])('makes of %s, at %j: %s', (text, path, left) => {
    expect(printRule(removeAt(read(text), path)!)).toBe(left);
  });

  it('leaves nothing of a rule of one condition', () => {
    expect(removeAt(read(A), [])).toBeNull();
  });
});

describe('joinAt', () => {
  it.each([
    [A, [], 'and', `${A} AND ${printRule(D)}`],
    [`${A} AND ${B}`, [0], 'and', `${A} AND ${printRule(D)} AND ${B}`],
    [`${A} AND ${B}`, [0], 'or', `(${A} OR ${printRule(D)}) AND ${B}`],
    [`${A} AND ${B}`, [], 'and', `${A} AND ${B} AND ${printRule(D)}`],
    [`${A} AND ${B}`, [], 'or', `${A} AND ${B} OR ${printRule(D)}`],
    [`NOT ${A}`, [], 'and', `NOT ${A} AND ${printRule(D)}`],
  ] as const)('joins to %s, at %j, by %s: %s', (text, path, joint, joined) => {
    expect(printRule(joinAt(read(text), path, joint, D))).toBe(joined);
  });
});

describe('negateAt', () => {
  it('done twice changes nothing', () => {
    fc.assert(
      fc.property(
        rule.filter(({ kind }) => kind !== 'not'),
        (tree) => {
          expect(stripSpans(negateAt(negateAt(tree, []), []))).toEqual(stripSpans(tree));
        },
      ),
      runs,
    );
  });
});

describe('switchJointAt', () => {
  it('turns ANDs to ORs, and joins groups that then ask the same', () => {
    expect(printRule(switchJointAt(read(`${A} AND (${B} OR ${C})`), [1]))).toBe(`${A} AND ${B} AND ${C}`);
    expect(printRule(switchJointAt(read(`${A} AND (${B} OR ${C})`), []))).toBe(`${A} OR ${B} OR ${C}`);
  });
});

describe('layOutRule', () => {
  it('gives each condition of a long rule a line', () => {
    const long =
      'loyalty.tier = "Gold" AND purchases.count within 60 days >= 3 AND NOT purchases.last within 9 days';
    expect(layOutRule(read(long)).split('\n')).toEqual([
      'loyalty.tier = "Gold"',
      'AND purchases.count within 60 days >= 3',
      'AND NOT purchases.last within 9 days',
    ]);
  });
});
