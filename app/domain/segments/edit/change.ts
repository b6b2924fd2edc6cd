import { findFact, type Fact, type FactName } from '../../facts/catalogue.ts';
import { invariant } from '../../kernel/invariant.ts';
import { valuesOf, type Condition, type Filter, type Value, type Window } from '../ast.ts';
import { checkRule } from '../check.ts';
import { parseRule } from '../parse.ts';
import { withWrittenCode } from '../written-codes.ts';
import { askOf, asksAbout, type Ask } from './ask.ts';
import { FACT_EXAMPLES } from './fact-examples.ts';

const NOWHERE = { start: 0, end: 0 };
const MONTH: Window = { kind: 'duration', amount: 30, unit: 'days', span: NOWHERE };

/** The condition that a fact starts as. */
export function startOf(name: FactName): Condition {
  const parsed = parseRule(FACT_EXAMPLES[name]);
  invariant(
    parsed.ok && !('operands' in parsed.value) && parsed.value.kind !== 'not',
    'an example is one condition',
  );
  return parsed.value;
}

/** The condition about another fact. Window, filter, INFERRED, question and values stay as far as they fit the new fact. */
export function withFact(condition: Condition, name: FactName): Condition {
  const start = withInferred(startOf(name), condition.fact.inferredFrom ?? null);
  const [before, after] = [findFact(condition.fact.name), findFact(name)];
  if (!before || !after) return start;
  const { filter } = condition.fact;
  const isNarrowed = filter !== null && after.dimensions?.includes(filter.dimension) === true;
  const narrowed = isNarrowed ? withFilter(start, filter) : start;
  const looking = withWindow(narrowed, windowOf(condition));
  const hadWindow = before.isWindowable || before.type === 'instant';
  const base = hadWindow && fits(looking) ? looking : narrowed;
  const same = withWrittenCode({ ...condition, fact: base.fact });
  return before.type === after.type && fits(same) ? same : base;
}

/** The condition asking otherwise. Its values stay; where it had none, those of the fact's example come. */
export function withAsk(condition: Condition, ask: Ask, values = valuesOf(condition)): Condition {
  const fact = findFact(condition.fact.name);
  if (!fact || !asksAbout(fact).includes(ask)) return condition;
  const [first = defaultValue(fact), second = first] = values;
  const some = values.length > 0 ? values : [first];
  const base = { fact: condition.fact, span: NOWHERE };
  switch (ask) {
    case 'in':
    case 'not-in':
      return { kind: 'in', ...base, values: some, isNegated: ask === 'not-in' };
    case 'contains':
    case 'not-contains':
      return { kind: 'contains', ...base, ...wanted(condition, some), isNegated: ask === 'not-contains' };
    case 'starts':
    case 'ends':
      return { kind: 'affix', ...base, side: ask === 'starts' ? 'start' : 'end', value: first };
    case 'between':
      return ordered({ kind: 'between', ...base, low: first, high: second });
    case 'set':
    case 'missing':
      return { kind: 'presence', ...base, isSet: ask === 'set' };
    case 'recent':
      return { kind: 'recent', ...base, window: windowOf(condition) ?? startWindow(fact) };
    default:
      return { kind: 'compare', ...base, operator: ask, value: first };
  }
}

/** Other values in the places that the condition has; a list takes all of them. */
export function withValues(condition: Condition, values: readonly Value[]): Condition {
  return values.length === 0 ? condition : withAsk(condition, askOf(condition), values);
}

/** CONTAINS ALL instead of ANY, or the other way round. Of one value both say the same. */
export function withMatch(condition: Condition, match: 'any' | 'all'): Condition {
  return condition.kind === 'contains' && condition.values.length > 1 ? { ...condition, match } : condition;
}

/** What the condition looks back on; null = all time. */
export function windowOf(condition: Condition): Window | null {
  return condition.kind === 'recent' ? condition.window : condition.fact.window;
}

/** The condition over another window. What asks for a window alone keeps the one it has instead of none. */
export function withWindow(condition: Condition, window: Window | null): Condition {
  if (condition.kind === 'recent') return window ? { ...condition, window } : condition;
  return { ...condition, fact: { ...condition.fact, window } };
}

/** The condition about only some products or searches; null = about all. */
export function withFilter(condition: Condition, filter: Filter | null): Condition {
  return { ...condition, fact: { ...condition.fact, filter } };
}

/** The condition with values that were inferred with at least so many percent, or with known ones only; as it is where nothing is inferred. */
export function withInferred(condition: Condition, percent: number | null): Condition {
  const { inferredFrom: _, ...fact } = condition.fact;
  if (percent === null || !findFact(fact.name)?.isInferable) return { ...condition, fact };
  return { ...condition, fact: { ...fact, inferredFrom: percent } };
}

/** Whether names, types and values of a condition go together. */
export function fits(condition: Condition): boolean {
  return checkRule(condition).length === 0;
}

function wanted(
  condition: Condition,
  values: readonly Value[],
): Pick<Extract<Condition, { kind: 'contains' }>, 'values' | 'match'> {
  const isAll = condition.kind === 'contains' && condition.match === 'all' && values.length > 1;
  return { values, match: isAll ? 'all' : 'any' };
}

/** With the smaller value first: a range that is empty is refused. */
function ordered(between: Extract<Condition, { kind: 'between' }>): Condition {
  return fits(between) ? between : { ...between, low: between.high, high: between.low };
}

function startWindow(fact: Fact): Window {
  return windowOf(startOf(fact.name)) ?? MONTH;
}

function defaultValue(fact: Fact): Value {
  const [first] = valuesOf(startOf(fact.name));
  return first ?? { kind: 'text', value: '', span: NOWHERE };
}
