import { findFact, type FactName } from '#app/domain/facts/catalogue.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import { formatMoney } from '#app/domain/kernel/money.ts';
import { conditionsOf, type Condition, type Rule } from '#app/domain/segments/ast.ts';
import { describeFact } from '#app/domain/segments/describe.ts';
import { readFact } from '#app/domain/segments/evaluate/read-fact.ts';
import type { FactValue } from '#app/domain/segments/evaluate/run.ts';
import { bandCounts } from '#app/domain/segments/health/number-bands.ts';
import { isInAt } from '#app/domain/segments/health/verdict-walk.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { ATTRIBUTE_SUBJECTS, DRIFT_DAYS_AGO, driftOf, type DriftGroups } from './segment-drift.ts';
import type { ToldPast } from './tell-past.ts';
import type { DriftAttribute, SegmentDrift } from './view-segment-health.ts';

/** Reads one thing of a member at an instant. */
interface Trait {
  readonly subject: string;
  readonly read: (profile: Profile, context: RuleContext) => number | string | null;
  /** How a number is written; null where the trait is a text. */
  readonly write: ((value: number) => string) | null;
}

/** Drift of the rule's own numbers, then of attributes as they are today, among those who were members then and are now. */
export function toldDrift(past: ToldPast, context: RuleContext, currency: string): readonly SegmentDrift[] {
  const traits = [...factTraits(past.rule, currency), ...attributeTraits(currency)];
  return DRIFT_DAYS_AGO.filter((daysAgo) => context.now - daysAgo * SECONDS.day >= past.since).flatMap(
    (daysAgo) => traits.map((trait) => driftOf(daysAgo, groupsOf(past, trait, context, daysAgo))),
  );
}

function groupsOf(
  past: ToldPast,
  { subject, read, write }: Trait,
  context: RuleContext,
  daysAgo: number,
): DriftGroups {
  const valuesAt = (at: Instant): readonly (number | string | null)[] =>
    past.shoppers
      .filter(({ walk }) => isInAt(walk, at))
      .map(({ profile }) => read(profile, { ...context, now: at }));
  const [before, now] = [valuesAt(context.now - daysAgo * SECONDS.day), valuesAt(context.now)];
  if (write === null) return { subject, kind: 'values', groups: countTexts(before, now) };
  const bands = bandCounts(before.map(asNumber), now.map(asNumber));
  const groups = bands.ends.map((end, index) => ({
    name: bandName(end, bands.ends[index - 1], write),
    before: bands.before[index] ?? 0,
    now: bands.now[index] ?? 0,
  }));
  return { subject, kind: 'bands', groups };
}

const asNumber = (value: FactValue): number | null => (typeof value === 'number' ? value : null);

function bandName(
  end: number | null,
  after: number | null | undefined,
  write: (value: number) => string,
): string {
  if (end === null) return 'none';
  if (typeof after !== 'number') return end === Infinity ? 'all' : `up to ${write(end)}`;
  return end === Infinity ? `over ${write(after)}` : `over ${write(after)}, up to ${write(end)}`;
}

function countTexts(
  before: readonly (number | string | null)[],
  now: readonly (number | string | null)[],
): DriftGroups['groups'] {
  const counts = new Map<string, { before: number; now: number }>();
  const add = (values: readonly (number | string | null)[], side: 'before' | 'now'): void => {
    for (const value of values) {
      const name = String(value ?? '');
      const count = counts.get(name) ?? { before: 0, now: 0 };
      counts.set(name, { ...count, [side]: count[side] + 1 });
    }
  };
  add(before, 'before');
  add(now, 'now');
  return [...counts].map(([name, count]) => ({ name, ...count }));
}

/** The numbers that the rule asks about, each once. */
function factTraits(rule: Rule, currency: string): readonly Trait[] {
  const traits = conditionsOf(rule).flatMap((condition) => factTrait(condition, currency));
  return [...new Map(traits.map((trait) => [trait.subject, trait])).values()];
}

function factTrait({ fact }: Condition, currency: string): readonly Trait[] {
  const type = findFact(fact.name)?.type;
  const phrase = describeFact(fact);
  const read = (profile: Profile, context: RuleContext): number | null =>
    asNumber(readFact({ fact }, profile, context));
  switch (type) {
    case 'number':
      return [{ subject: phrase, read, write: String }];
    case 'money':
      return [{ subject: phrase, read, write: writeMoney(currency) }];
    case 'duration':
      return [{ subject: phrase, read, write: writeDays }];
    case 'instant': {
      const age = (profile: Profile, context: RuleContext): number | null => {
        const at = read(profile, context);
        return at === null ? null : context.now - at;
      };
      return [{ subject: `the time since ${phrase}`, read: age, write: writeDays }];
    }
    default:
      return [];
  }
}

function attributeTraits(currency: string): readonly Trait[] {
  return [
    textTrait('country', 'customer.country'),
    textTrait('tier', 'loyalty.tier'),
    textTrait('language', 'customer.language'),
    {
      subject: ATTRIBUTE_SUBJECTS.spend,
      read: (profile, context) => asNumber(readPlain('purchases.spend', profile, context)),
      write: writeMoney(currency),
    },
  ];
}

function textTrait(attribute: DriftAttribute, name: FactName): Trait {
  return {
    subject: ATTRIBUTE_SUBJECTS[attribute],
    read: (profile, context) => {
      const value = readPlain(name, profile, context);
      return typeof value === 'string' ? value : null;
    },
    write: null,
  };
}

const NOWHERE = { start: 0, end: 0 };

/** A fact over all time, not narrowed. */
function readPlain(name: FactName, profile: Profile, context: RuleContext): FactValue {
  const fact = { name, nameSpan: NOWHERE, filter: null, window: null, span: NOWHERE };
  return readFact({ fact }, profile, context);
}

const writeMoney =
  (currency: string) =>
  (amountMinor: number): string =>
    `${formatMoney({ amountMinor: Math.round(amountMinor), currency })} ${currency}`;

const writeDays = (seconds: number): string => {
  const days = Math.floor(seconds / SECONDS.day);
  return days === 1 ? '1 day' : `${days} days`;
};
