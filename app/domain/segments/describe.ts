import { findFact } from '../facts/catalogue.ts';
import type { Dimension, FactType } from '../facts/fact.ts';
import type { Comparison, Condition, FactReference, Filter, Rule, Value } from './ast.ts';
import { describeWhen, describeWindow } from './duration.ts';
import { printValue } from './print.ts';

/** A checked rule as one plain sentence: "Shoppers where the number of purchases in the last 60 days is more than 5." */
export function describeRule(rule: Rule): string {
  return `Shoppers where ${describeNode(rule)}.`;
}

function describeNode(rule: Rule): string {
  switch (rule.kind) {
    case 'and':
      return rule.operands.map(describeOperand).join(', and ');
    case 'or':
      return rule.operands.map(describeOperand).join(', or ');
    case 'not':
      return `it is not so that ${describeOperand(rule.operand)}`;
    default:
      return describeCondition(rule);
  }
}

/** A group inside another one in brackets of words: either .. or, both .. and. */
function describeOperand(rule: Rule): string {
  if (rule.kind !== 'and' && rule.kind !== 'or') return describeNode(rule);
  const joint = rule.kind === 'or' ? ' or ' : ' and ';
  return `${rule.kind === 'or' ? 'either' : 'both'} (${rule.operands.map(describeOperand).join(joint)})`;
}

/** A comparison as it reads after the fact. */
export const COMPARISON_WORDS: Readonly<Record<Comparison, string>> = {
  '=': 'is',
  '!=': 'is known and is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
};

/** One condition as a clause. */
export function describeCondition(condition: Condition): string {
  const subject = describeFact(condition.fact);
  switch (condition.kind) {
    case 'compare':
      if (condition.value.kind === 'boolean')
        return describeBoolean(subject, condition.operator, condition.value);
      return `${subject} ${COMPARISON_WORDS[condition.operator]} ${printValue(condition.value)}`;
    case 'in':
      return `${subject} ${condition.isNegated ? 'is known and is none' : 'is one'} of ${listOf(condition)}`;
    case 'contains':
      return describeContains(condition, subject);
    case 'affix':
      return `${subject} ${condition.side}s with ${printValue(condition.value)}`;
    case 'between':
      return `${subject} is from ${printValue(condition.low)} to ${printValue(condition.high)}`;
    case 'presence':
      return describePresence(condition, subject, condition.isSet);
    case 'recent':
      return `${subject} ${condition.fact.name === 'time.now' ? 'is' : 'was'} ${describeWhen(condition.window)}`;
  }
}

function describeContains(condition: Extract<Condition, { kind: 'contains' }>, subject: string): string {
  const isList = typeOf(condition) === 'textList';
  const verb = condition.isNegated
    ? isList
      ? 'do not include'
      : 'is known and does not contain'
    : isList
      ? 'include'
      : 'contains';
  const some = condition.values.length === 1 ? '' : condition.match === 'all' ? 'all of ' : 'any of ';
  return `${subject} ${verb} ${some}${listOf(condition)}`;
}

function listOf({ values }: { readonly values: readonly Value[] }): string {
  return values.map(printValue).join(', ');
}

function describePresence(condition: Condition, subject: string, isSet: boolean): string {
  const not = isSet ? '' : 'not ';
  switch (typeOf(condition)) {
    case 'boolean':
      return `it is ${not}known whether the shopper ${subject}`;
    case 'textList':
      return `the list of ${subject} is ${isSet ? 'not ' : ''}empty`;
    default:
      return `${subject} is ${not}known`;
  }
}

function describeBoolean(subject: string, operator: Comparison, value: Value): string {
  const isWanted = value.kind === 'boolean' && value.value === (operator === '=');
  return isWanted ? `the shopper ${subject}` : `it is known that the shopper has not ${subject}`;
}

/** A fact of a rule as it reads inside a sentence: "the money spent in the last 90 days". */
export function describeFact({ name, filter, inferredFrom, window }: FactReference): string {
  const fact = findFact(name);
  const phrase =
    filter === null ? (fact?.phrase ?? name) : `${fact?.narrowedPhrase ?? name} ${describeFilter(filter)}`;
  const known =
    inferredFrom === undefined ? phrase : `${phrase} (known, or inferred with at least ${inferredFrom}%)`;
  return window === null ? known : `${known} ${describeWindow(window)}`;
}

const NARROWED: Readonly<Record<Dimension, string>> = {
  product: 'the product ',
  type: 'products of the type ',
  vendor: 'products of the vendor ',
  tag: 'products tagged ',
  collection: 'products in the collection ',
  query: '',
  field: '',
};

function describeFilter({ dimension, values }: Filter): string {
  return NARROWED[dimension] + values.map((value) => JSON.stringify(value)).join(' or ');
}

function typeOf({ fact }: Condition): FactType | null {
  return findFact(fact.name)?.type ?? null;
}
