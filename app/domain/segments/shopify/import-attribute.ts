import type { FactName } from '../../facts/catalogue.ts';
import type { Rule, Value } from '../ast.ts';
import { didYouMean } from '../did-you-mean.ts';
import { dayCondition, rangeOf } from './import-day.ts';
import { ATTRIBUTES, FUNCTIONS, REFUSED, refusedReason, type Attribute } from './names.ts';
import type { Reporter } from './problem.ts';
import type { AttributeClause, QueryValue } from './query.ts';
import { compare, factAt, not, numberAt, presence } from './rule-nodes.ts';

/** `number_of_orders > 5` as a rule; null after a report. */
export function importAttribute(clause: AttributeClause, reporter: Reporter): Rule | null {
  const { name, nameSpan, test, span } = clause;
  const attribute = ATTRIBUTES.get(name.toLowerCase());
  if (!attribute) return refuseName(clause, reporter);
  const rule = importTest(clause, attribute, reporter);
  if (rule && attribute.note !== null) reporter.note(name, nameSpan, attribute.note);
  return rule;

  function importTest(about: AttributeClause, { kind, fact }: Attribute, to: Reporter): Rule | null {
    if (kind === 'number') return importNumber(about, fact, to);
    if (test.kind === 'presence') {
      if (kind !== 'subscription') return presence(factAt(fact, span), test.isSet);
      return to.refuse(
        name,
        span,
        'Attune keeps whether a customer is subscribed, not whether that is known.',
      );
    }
    if (kind === 'day') {
      const range = rangeOf(test, name, span, to);
      return range && dayCondition(fact, range, name, span, to);
    }
    if (kind === 'subscription') return importSubscription(about, fact, to);
    return importText(about, fact, kind === 'list', to);
  }
}

function refuseName({ name, nameSpan, test }: AttributeClause, reporter: Reporter): null {
  const key = name.toLowerCase();
  const reason = refusedReason(key);
  if (reason !== null) return reporter.refuse(name, nameSpan, reason);
  if (FUNCTIONS.has(key) && test.kind === 'presence')
    return reporter.refuse(name, nameSpan, `write ${name} ${test.isSet ? 'MATCHES' : 'NOT MATCHES'} ().`);
  if (FUNCTIONS.has(key)) return reporter.wrong(name, nameSpan, `Expected MATCHES (..) after ${name}.`);
  const meant = didYouMean(key, [...ATTRIBUTES.keys(), ...FUNCTIONS.keys(), ...REFUSED.keys()]);
  const guess = meant === null ? '' : ` Did you mean ${meant}?`;
  return reporter.unknown(
    name,
    nameSpan,
    `Expected an attribute of Shopify's segment language, found ${name}.${guess}`,
  );
}

function importNumber(
  { name, test, span }: AttributeClause,
  fact: FactName,
  reporter: Reporter,
): Rule | null {
  if (test.kind === 'compare') {
    const value = numberOf(test.value, name, reporter);
    return value && compare(factAt(fact, span), test.operator, value);
  }
  if (test.kind !== 'between')
    return reporter.wrong(name, span, `${name} is a number: expected = != < <= > >= or BETWEEN.`);
  const [low, high] = [numberOf(test.low, name, reporter), numberOf(test.high, name, reporter)];
  if (!low || !high) return null;
  if (low.value <= high.value) return { kind: 'between', fact: factAt(fact, span), low, high, span };
  return reporter.wrong(name, span, 'Expected the smaller value first after BETWEEN.');
}

function numberOf(
  value: QueryValue,
  subject: string,
  reporter: Reporter,
): Extract<Value, { kind: 'number' }> | null {
  if (value.kind !== 'number')
    return reporter.wrong(subject, value.span, `Expected a number for ${subject}.`);
  const number = numberAt(Number(value.text), value.span);
  return number.kind === 'number' ? number : null;
}

/** Excluding a value keeps customers who have none, as NOT before a whole condition does. */
function importText(
  { name, test, span }: AttributeClause,
  fact: FactName,
  isList: boolean,
  reporter: Reporter,
): Rule | null {
  const { values, isNegated } = valuesOfTest();
  if (values === null)
    return reporter.wrong(
      name,
      span,
      `${name} is a text: expected = != CONTAINS, NOT CONTAINS, IN or IS NULL.`,
    );
  const wrong = values.find((value) => value.kind !== 'text');
  if (wrong) return reporter.wrong(name, wrong.span, `Expected a 'text' for ${name}.`);
  const texts = values.map(({ span: place, ...value }): Value => ({
    kind: 'text',
    value: value.kind === 'text' ? value.text : '',
    span: place,
  }));
  const [only] = texts;
  const about = factAt(fact, span);
  const found: Rule = isList
    ? { kind: 'contains', fact: about, values: texts, match: 'any', isNegated: false, span }
    : only && texts.length === 1
      ? compare(about, '=', only)
      : { kind: 'in', fact: about, values: texts, isNegated: false, span };
  return isNegated ? not(found) : found;

  function valuesOfTest(): { readonly values: readonly QueryValue[] | null; readonly isNegated: boolean } {
    if (test.kind === 'contains') return { values: [test.value], isNegated: test.isNegated };
    if (test.kind === 'in') return { values: test.values, isNegated: test.isNegated };
    if (test.kind !== 'compare' || (test.operator !== '=' && test.operator !== '!='))
      return { values: null, isNegated: false };
    return { values: [test.value], isNegated: test.operator === '!=' };
  }
}

function importSubscription(
  { name, test, span }: AttributeClause,
  fact: FactName,
  reporter: Reporter,
): Rule | null {
  const isEquality = test.kind === 'compare' && (test.operator === '=' || test.operator === '!=');
  if (!isEquality) return reporter.wrong(name, span, `${name} is one of a few words: expected = or !=.`);
  if (test.value.kind !== 'text' || test.value.text !== 'SUBSCRIBED')
    return reporter.refuse(name, test.value.span, "Attune keeps only whether a customer is 'SUBSCRIBED'.");
  const isSubscribed = compare(factAt(fact, span), '=', {
    kind: 'boolean',
    value: true,
    span: test.value.span,
  });
  return test.operator === '=' ? isSubscribed : not(isSubscribed);
}
