import { findFact } from '../facts/catalogue.ts';
import type { FactDefinition } from '../facts/fact.ts';
import type { Condition, Rule, Value } from './ast.ts';

type Code = NonNullable<FactDefinition['format']>;

/**
 * The rule with its codes as Shopify writes them: countries "US", languages "pt-BR". What is a part of a code (CONTAINS, STARTS WITH) is
 * known of countries alone, which are all capitals.
 */
export function withWrittenCodes(rule: Rule): Rule {
  switch (rule.kind) {
    case 'and':
    case 'or':
      return { ...rule, operands: rule.operands.map(withWrittenCodes) };
    case 'not':
      return { ...rule, operand: withWrittenCodes(rule.operand) };
    default:
      return withWrittenCode(rule);
  }
}

/** The same of one condition. */
export function withWrittenCode(condition: Condition): Condition {
  const code: Code | undefined = findFact(condition.fact.name)?.format;
  if (code === undefined) return condition;
  const write = (value: Value): Value =>
    value.kind === 'text' ? { ...value, value: WRITTEN[code](value.value) } : value;
  switch (condition.kind) {
    case 'compare':
      return { ...condition, value: write(condition.value) };
    case 'in':
      return { ...condition, values: condition.values.map(write) };
    case 'affix':
      return code === 'country' ? { ...condition, value: write(condition.value) } : condition;
    case 'contains':
      return code === 'country' ? { ...condition, values: condition.values.map(write) } : condition;
    default:
      return condition;
  }
}

const WRITTEN: Readonly<Record<Code, (text: string) => string>> = {
  country: (text) => text.toUpperCase(),
  language: (text) => (LANGUAGE_TAG.test(text) ? text.split('-').map(languagePart).join('-') : text),
};

const LANGUAGE_TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

/** A language is small, a region capital, a script begins with a capital. */
function languagePart(part: string, place: number): string {
  const small = part.toLowerCase();
  if (place === 0) return small;
  if (part.length === 2) return part.toUpperCase();
  return part.length === 4 ? small.charAt(0).toUpperCase() + small.slice(1) : small;
}
