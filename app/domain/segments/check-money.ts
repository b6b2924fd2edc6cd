import { findFact } from '../facts/catalogue.ts';
import { minorDigits } from '../kernel/money.ts';
import { conditionsOf, valuesOf, type Rule, type Value } from './ast.ts';
import { diagnose, type Diagnostic } from './diagnostic.ts';
import { printValue } from './print.ts';

/** Amounts with more decimals than the shop's currency has: they could never be met exactly. */
export function checkMoney(rule: Rule, currency: string): Diagnostic[] {
  const digits = minorDigits(currency);
  return conditionsOf(rule)
    .filter((condition) => findFact(condition.fact.name)?.type === 'money')
    .flatMap(valuesOf)
    .filter((value) => decimals(value) > digits)
    .map((value) =>
      diagnose(value.span, { code: 'money-digits', found: printValue(value), currency, digits }),
    );
}

function decimals(value: Value): number {
  return printValue(value).split('.')[1]?.length ?? 0;
}
