import { findFact } from '../../facts/catalogue.ts';
import type { Condition, Rule, Value } from '../../segments/ast.ts';
import { readsCheckout } from '../../segments/evaluate/compile.ts';
import { operandOf } from '../../segments/evaluate/predicate.ts';
import type { CartNumber, CartRule } from './cart-rule.ts';

const NUMBERS: Readonly<Record<string, CartNumber>> = {
  'cart.subtotal': 'subtotal',
  'cart.quantity': 'quantity',
  'cart.lines': 'lines',
};

/**
 * A rule with everything decided but what a checkout sees itself: number, subtotal and products of its cart, and its country. `decide`
 * gives the verdict of a part that asks nothing of the checkout. Null where it asks for more: types, vendors, tags and collections of
 * what is in the cart, its market, the time of day.
 */
export function compileCartRule(
  rule: Rule,
  currency: string,
  decide: (part: Rule) => boolean,
): CartRule | null {
  if (!readsCheckout(rule)) return decide(rule);
  if (rule.kind === 'and' || rule.kind === 'or') {
    const parts = rule.operands.map((operand) => compileCartRule(operand, currency, decide));
    return join(parts, rule.kind === 'or');
  }
  if (rule.kind !== 'not') return ofCondition(rule, currency);
  const operand = compileCartRule(rule.operand, currency, decide);
  return operand === null ? null : negated(operand);
}

const negated = (rule: CartRule): CartRule => (typeof rule === 'boolean' ? !rule : { not: rule });

function join(parts: readonly (CartRule | null)[], decisive: boolean): CartRule | null {
  if (parts.includes(decisive)) return decisive;
  const open = parts.filter((part): part is CartRule => part !== null && typeof part !== 'boolean');
  if (parts.includes(null)) return null;
  if (open.length === 0) return !decisive;
  return decisive ? { any: open } : { all: open };
}

function ofCondition(condition: Condition, currency: string): CartRule | null {
  const { name } = condition.fact;
  const of = NUMBERS[name];
  if (of !== undefined) return ofNumber(condition, of, currency);
  if (name === 'cart.product_ids') return ofProducts(condition, currency);
  return name === 'checkout.country' ? ofCountry(condition) : null;
}

function ofNumber(condition: Condition, of: CartNumber, currency: string): CartRule | null {
  const fact = findFact(condition.fact.name);
  if (!fact) return null;
  const numberOf = (value: Value): number => Number(operandOf(value, fact, currency));
  const only = (value: number): CartRule => ({ of, least: value, most: value });
  switch (condition.kind) {
    case 'presence':
      return condition.isSet;
    case 'between':
      return { of, least: numberOf(condition.low), most: numberOf(condition.high) };
    case 'in': {
      const any = { any: condition.values.map((value) => only(numberOf(value))) };
      return condition.isNegated ? { not: any } : any;
    }
    case 'compare': {
      const value = numberOf(condition.value);
      switch (condition.operator) {
        case '=':
          return only(value);
        case '!=':
          return { not: only(value) };
        case '<':
          return { not: { of, least: value } };
        case '<=':
          return { of, most: value };
        case '>':
          return { not: { of, most: value } };
        case '>=':
          return { of, least: value };
      }
    }
  }
  return null;
}

const textsOf = (values: readonly Value[]): readonly string[] =>
  values.map((value) => (value.kind === 'text' ? value.value : ''));

/** A cart has products, so that a list of them is never missing. */
function ofProducts(condition: Condition, currency: string): CartRule | null {
  if (condition.kind === 'presence') return condition.isSet;
  if (condition.kind !== 'contains') return null;
  const fact = findFact(condition.fact.name);
  if (!fact) return null;
  const products = condition.values.map((value) => String(operandOf(value, fact, currency)));
  const rule = { products, isEach: condition.match === 'all' };
  return condition.isNegated ? { not: rule } : rule;
}

function ofCountry(condition: Condition): CartRule | null {
  if (condition.kind !== 'compare' && condition.kind !== 'in') return null;
  const values = condition.kind === 'in' ? condition.values : [condition.value];
  const countries = textsOf(values);
  const isNegated = condition.kind === 'in' ? condition.isNegated : condition.operator === '!=';
  return isNegated ? null : { countries };
}
