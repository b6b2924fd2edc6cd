import { findFact, type Fact } from '../../facts/catalogue.ts';
import { invariant } from '../../kernel/invariant.ts';
import { valuesOf, type Comparison, type Condition, type Rule, type Window } from '../ast.ts';
import { compileRule } from '../evaluate/compile.ts';
import { FACT_SOURCES } from '../evaluate/fact-sources.ts';
import { operandOf } from '../evaluate/predicate.ts';
import { TOP_SCORE, type Measure } from '../evaluate/series-window.ts';
import { printCondition } from '../print.ts';
import { cutoffOf, rolling, type Cutoff } from './cutoff.ts';
import { and, FALSE, not, or, TRUE, type Formula } from './formula.ts';
import type { Mark, Parts } from './parts.ts';

/** A checked rule over the parts of a plan; parts that are new are added. */
export function formulaOf(rule: Rule, currency: string, parts: Parts): Formula {
  if (rule.kind === 'and' || rule.kind === 'or') {
    const operands = rule.operands.map((operand) => formulaOf(operand, currency, parts));
    return rule.kind === 'and' ? and(...operands) : or(...operands);
  }
  if (rule.kind === 'not') return not(formulaOf(rule.operand, currency, parts));
  return conditionFormula(rule, currency, parts) ?? stillFormula(rule, currency, parts);
}

function stillFormula(condition: Condition, currency: string, parts: Parts): Formula {
  const place = parts.stills.place(printCondition(condition), () => ({
    fact: condition.fact.name,
    test: compileRule(condition, currency),
  }));
  return { kind: 'still', place };
}

/** A number that a condition compares, as what is known of it: whether it is there, and whether it is at least a whole number. */
interface Scale {
  readonly isSet: Formula;
  atLeast(least: number): Formula;
}

function conditionFormula(condition: Condition, currency: string, parts: Parts): Formula | null {
  const fact = findFact(condition.fact.name);
  invariant(fact, `the rule was checked, so ${condition.fact.name} is a fact`);
  const { filter, window } = condition.fact;
  const source = FACT_SOURCES[fact.name];
  switch (source.kind) {
    case 'series': {
      const scale = seriesScale(source.measure(filter), source.window ?? window, parts);
      return scale && onScale(condition, scale, fact, currency);
    }
    case 'moment': {
      const mark: Mark = source.end
        ? endMark(source.end.measure(filter), source.end.side, parts)
        : { kind: 'instant', instant: parts.instants.place(fact.name, () => source.read(filter)) };
      return momentFormula(condition, mark, parts);
    }
    case 'age': {
      const instant = parts.instants.place(fact.name, () => source.read);
      return onScale(condition, ageScale({ kind: 'instant', instant }, parts), fact, currency);
    }
    default:
      return null;
  }
}

function term(mark: Mark, cutoff: Cutoff, parts: Parts): Formula {
  const key = JSON.stringify(mark);
  const places = {
    mark: parts.marks.place(key, () => mark),
    cutoff: parts.cutoffs.place(cutoff.key, () => cutoff),
  };
  return { kind: 'term', place: parts.terms.place(`${places.mark} ${places.cutoff}`, () => places) };
}

function columnOf(measure: Measure, isOfKeys: boolean, parts: Parts): number {
  const key = `${measure.of}${isOfKeys ? ' by key' : ''}`;
  return parts.columns.place(key, () => ({ measure, isOfKeys }));
}

/** How much there is in a window: at least v when the mark at which v is reached lies in it. Null for what has no such mark. */
function seriesScale(measure: Measure, window: Window | null, parts: Parts): Scale | null {
  const cutoff = cutoffOf(window);
  if (cutoff === null) return null;
  const column = columnOf(measure, measure.aggregate === 'distinct', parts);
  const reached = (kind: 'nth' | 'sum' | 'peak', least: number) =>
    term({ kind, column, least }, cutoff, parts);
  switch (measure.aggregate) {
    case 'count':
    case 'distinct':
      return { isSet: TRUE, atLeast: (least) => (least < 1 ? TRUE : reached('nth', least)) };
    case 'spend':
      return { isSet: TRUE, atLeast: (least) => (least < 1 ? TRUE : reached('sum', least)) };
    case 'score':
      return {
        isSet: TRUE,
        atLeast: (least) => (least < 1 ? TRUE : least > TOP_SCORE ? FALSE : reached('sum', least)),
      };
    case 'max':
      return { isSet: reached('nth', 1), atLeast: (least) => reached('peak', Math.max(0, least)) };
    case 'average':
    case 'min':
      return null;
  }
}

function endMark(measure: Measure, side: 'last' | 'first', parts: Parts): Mark {
  const column = columnOf(measure, false, parts);
  return side === 'last' ? { kind: 'nth', column, least: 1 } : { kind: 'first', column };
}

/** An age is at least d when its moment is not within the last d seconds. */
function ageScale(mark: Mark, parts: Parts): Scale {
  const isSet = ever(mark, parts);
  return { isSet, atLeast: (least) => and(isSet, not(term(mark, rolling(least), parts))) };
}

function ever(mark: Mark, parts: Parts): Formula {
  const cutoff = cutoffOf(null);
  invariant(cutoff, 'all time has a cutoff');
  return term(mark, cutoff, parts);
}

function momentFormula(condition: Condition, mark: Mark, parts: Parts): Formula | null {
  if (condition.kind === 'presence') return condition.isSet ? ever(mark, parts) : not(ever(mark, parts));
  if (condition.kind !== 'recent') return null;
  const cutoff = cutoffOf(condition.window);
  return cutoff && term(mark, cutoff, parts);
}

function onScale(condition: Condition, scale: Scale, fact: Fact, currency: string): Formula | null {
  const numbers = numbersOf(condition, fact, currency);
  const [first = 0, second = 0] = numbers;
  switch (condition.kind) {
    case 'compare':
      return compared(condition.operator, first, scale);
    case 'between':
      return and(compared('>=', first, scale), compared('<=', second, scale));
    case 'in': {
      const isAny = or(...numbers.map((number) => compared('=', number, scale)));
      return condition.isNegated ? and(scale.isSet, not(isAny)) : isAny;
    }
    case 'presence':
      return condition.isSet ? scale.isSet : not(scale.isSet);
    default:
      return null;
  }
}

function numbersOf(condition: Condition, fact: Fact, currency: string): readonly number[] {
  return valuesOf(condition).map((value) => {
    const operand = operandOf(value, fact, currency);
    invariant(typeof operand === 'number', `the rule was checked, so ${fact.name} is compared with numbers`);
    return operand;
  });
}

/** What is compared is a whole number, so more than 2.5 is at least 3, and 2.5 is equal to nothing. */
function compared(operator: Comparison, number: number, scale: Scale): Formula {
  const isAbove = () => scale.atLeast(Math.floor(number) + 1);
  const isAtLeast = () => scale.atLeast(Math.ceil(number));
  switch (operator) {
    case '>':
      return isAbove();
    case '>=':
      return isAtLeast();
    case '<':
      return and(scale.isSet, not(isAtLeast()));
    case '<=':
      return and(scale.isSet, not(isAbove()));
    case '=':
      return Number.isInteger(number) ? and(isAtLeast(), not(isAbove())) : FALSE;
    case '!=':
      return and(scale.isSet, not(compared('=', number, scale)));
  }
}
