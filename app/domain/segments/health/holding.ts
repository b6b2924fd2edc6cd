import { conditionsOf, type Condition, type Rule } from '../ast.ts';
import type { FactValue } from '../evaluate/run.ts';
import { printRule } from '../print.ts';
import { axesOf, type FactAxis } from './fact-axis.ts';

/** Whether a rule can be true of anybody, or of anybody not. */
export type Holding = 'sometimes' | 'never' | 'always';

/** Combinations of values looked at; a rule with more of them counts as one that holds sometimes. */
const MOST_COMBINATIONS = 50_000;

/**
 * `never` for a rule that contradicts itself (`purchases.count > 5 AND purchases.count < 2`), `always` for one that refuses
 * nobody. Both are certain: every combination of values that could tell was looked at. Facts count as independent of one
 * another, but for counts, which do not fall in a longer window. The rule is a checked one.
 */
export function holdingOf(rule: Rule, currency: string): Holding {
  const axes = axesOf(conditionsOf(rule), currency);
  if (axes.reduce((product, { values }) => product * values.length, 1) > MOST_COMBINATIONS)
    return 'sometimes';
  const found = { yes: false, no: false };
  tryAll(axes, [], (chosen) => {
    found[evaluate(rule, truthsOf(axes, chosen)) ? 'yes' : 'no'] = true;
    return found.yes && found.no;
  });
  if (found.yes && found.no) return 'sometimes';
  return found.yes ? 'always' : 'never';
}

export interface DeadPart {
  /** As the rule writes it. */
  readonly text: string;
  readonly holding: 'never' | 'always';
  /** Of an AND that is never true, or an OR that always is: the clauses that make it so. */
  readonly clauses: readonly string[];
  /** It is the rule itself. */
  readonly isWhole: boolean;
}

/** The parts of a rule that decide nothing, the outermost ones: in a rule that holds sometimes, those that hold never or always. */
export function deadParts(rule: Rule, currency: string): readonly DeadPart[] {
  const holding = holdingOf(rule, currency);
  if (holding !== 'sometimes')
    return [
      { text: printRule(rule), holding, clauses: clausesBehind(rule, holding, currency), isWhole: true },
    ];
  return partsOf(rule)
    .flatMap((part) => deadParts(part, currency))
    .map((part) => ({ ...part, isWhole: false }));
}

/**
 * The clauses that make an AND never true, or an OR always: one or two by themselves where that is enough, else all of them.
 * None of another rule: there every part has a share in it.
 */
function clausesBehind(rule: Rule, holding: DeadPart['holding'], currency: string): readonly string[] {
  if (rule.kind !== (holding === 'never' ? 'and' : 'or')) return [];
  const parts = partsOf(rule);
  const decides = (operands: readonly Rule[]): boolean =>
    holdingOf(operands.length === 1 ? (operands[0] ?? rule) : ({ ...rule, operands } as Rule), currency) ===
    holding;
  const single = parts.find((part) => decides([part]));
  if (single) return [printRule(single)];
  const pairs = parts.flatMap((part, index) => parts.slice(index + 1).map((other) => [part, other]));
  return (pairs.find(decides) ?? parts).map(printRule);
}

function partsOf(rule: Rule): readonly Rule[] {
  if (rule.kind === 'not') return [rule.operand];
  return rule.kind === 'and' || rule.kind === 'or' ? rule.operands : [];
}

type Truths = ReadonlyMap<Condition, boolean>;

/** Calls `visit` with every combination that windows allow, until it answers true. */
function tryAll(
  axes: readonly FactAxis[],
  chosen: readonly FactValue[],
  visit: (chosen: readonly FactValue[]) => boolean,
): boolean {
  const axis = axes[chosen.length];
  if (!axis) return visit(chosen);
  return axis.values.some(
    (value) => isPossible(axes, chosen, axis, value) && tryAll(axes, [...chosen, value], visit),
  );
}

/** A longer window holds at least what a shorter one of the same count does. */
function isPossible(
  axes: readonly FactAxis[],
  chosen: readonly FactValue[],
  { countOf, windowSeconds }: FactAxis,
  value: FactValue,
): boolean {
  if (windowSeconds === null || typeof value !== 'number') return true;
  return chosen.every((other, index) => {
    const axis = axes[index];
    if (axis?.countOf !== countOf || axis.windowSeconds === null || typeof other !== 'number') return true;
    return axis.windowSeconds < windowSeconds ? other <= value : value <= other;
  });
}

function truthsOf(axes: readonly FactAxis[], chosen: readonly FactValue[]): Truths {
  return new Map(
    axes.flatMap(({ tests }, index) =>
      [...tests].map(([condition, test]) => [condition, test(chosen[index] ?? null)] as const),
    ),
  );
}

function evaluate(rule: Rule, truths: Truths): boolean {
  switch (rule.kind) {
    case 'and':
      return rule.operands.every((operand) => evaluate(operand, truths));
    case 'or':
      return rule.operands.some((operand) => evaluate(operand, truths));
    case 'not':
      return !evaluate(rule.operand, truths);
    default:
      return truths.get(rule) ?? false;
  }
}
