import type { FactDefinition, FactType } from '../facts/fact.ts';
import type { Condition, Value } from './ast.ts';
import { didYouMean } from './did-you-mean.ts';
import { diagnose, type Diagnostic } from './diagnostic.ts';
import { durationSeconds } from './duration.ts';
import { printValue } from './print.ts';

/** What a value of each type of fact is written as. */
const WRITTEN: Readonly<Record<FactType, { readonly kind: Value['kind'] | null; readonly words: string }>> = {
  number: { kind: 'number', words: 'a number' },
  money: { kind: 'number', words: "a plain number in the shop's currency" },
  duration: { kind: 'duration', words: 'a duration such as 24 hours' },
  text: { kind: 'text', words: 'a text in quotes' },
  textList: { kind: 'text', words: 'a text in quotes' },
  boolean: { kind: 'boolean', words: 'true or false' },
  instant: { kind: null, words: 'no value' },
};

/** What is wrong with the values a condition compares its fact with. */
export function checkValues(
  condition: Condition,
  values: readonly Value[],
  fact: FactDefinition,
): Diagnostic[] {
  const wrong = values.flatMap((value) => checkValue(value, fact, isPart(condition)) ?? []);
  if (wrong.length > 0 || condition.kind !== 'between') return wrong;
  const { low, high, span } = condition;
  if (size(low) <= size(high)) return [];
  return [diagnose(span, { code: 'empty-range', low: printValue(low), high: printValue(high) })];
}

/** Whether it asks for a part of the text: that need not be a whole country code. */
function isPart({ kind }: Condition): boolean {
  return kind === 'affix' || kind === 'contains';
}

function checkValue(value: Value, fact: FactDefinition, mayBePart: boolean): Diagnostic | null {
  const { kind, words } = WRITTEN[fact.type];
  if (value.kind !== kind) {
    const found = printValue(value);
    return diagnose(value.span, { code: 'value-mismatch', fact: fact.name, expected: words, found });
  }
  if (value.kind !== 'text' || mayBePart) return null;
  return fact.format === 'country' ? checkCountry(value.value, value) : checkChoice(value, fact);
}

/** Of a fact that has few values, only these can be met. */
function checkChoice(value: TextValue, { name, values }: FactDefinition): Diagnostic | null {
  if (values === undefined || values.includes(value.value)) return null;
  const meant = didYouMean(value.value, values);
  return diagnose(value.span, {
    code: 'unknown-value',
    fact: name,
    found: value.value.slice(0, 40),
    allowed: values.map((each) => `"${each}"`).join(', '),
    suggestion: meant && `"${meant}"`,
  });
}

type TextValue = Extract<Value, { kind: 'text' }>;

/** Names people write instead of the code; "UK" is no code, though it looks like one. */
const COUNTRY_SLIPS: ReadonlyMap<string, string> = new Map([
  ['uk', '"GB"'],
  ['united kingdom', '"GB"'],
  ['great britain', '"GB"'],
  ['usa', '"US"'],
  ['united states', '"US"'],
  ['germany', '"DE"'],
  ['france', '"FR"'],
]);

function checkCountry(text: string, { span }: Value): Diagnostic | null {
  const suggestion = COUNTRY_SLIPS.get(text.toLowerCase()) ?? null;
  if (suggestion === null && /^[A-Za-z]{2}$/.test(text)) return null;
  return diagnose(span, { code: 'not-a-country', found: text.slice(0, 40), suggestion });
}

function size(value: Value): number {
  if (value.kind === 'duration') return durationSeconds(value);
  return value.kind === 'number' ? value.value : 0;
}
