import { findFact, type FactName } from '#app/domain/facts/catalogue.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import type { FactType } from '#app/domain/facts/fact.ts';
import { conditionsOf, type Condition, type Rule } from '#app/domain/segments/ast.ts';
import { describeFact } from '#app/domain/segments/describe.ts';
import { readFact } from '#app/domain/segments/evaluate/read-fact.ts';
import type { FactValue } from '#app/domain/segments/evaluate/run.ts';
import { bandCounts } from '#app/domain/segments/health/number-bands.ts';
import { isInAt } from '#app/domain/segments/health/verdict-walk.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import {
  ATTRIBUTE_SUBJECTS,
  DRIFT_DAYS_AGO,
  driftOf,
  type DriftAttribute,
  type DriftGroups,
} from './segment-drift.ts';
import type { WalkedSegment } from './walk-shoppers.ts';
import type { SegmentDrift } from '#app/domain/segments/health/report.ts';

/** Reads one thing of a member at an instant. */
interface Trait {
  readonly subject: string;
  readonly read: (profile: Profile, context: RuleContext) => number | string | null;
  /** Null where the trait is a text. */
  readonly unit: SegmentDrift['unit'];
}

/**
 * Drift of the rule's own numbers, then of attributes as they are today, among those who were members then and are now: as far
 * back as `since`.
 */
export function toldDrift(
  segment: WalkedSegment,
  context: RuleContext,
  since: Instant,
): readonly SegmentDrift[] {
  const traits = [...factTraits(segment.rule), ...ATTRIBUTE_TRAITS];
  return DRIFT_DAYS_AGO.filter((daysAgo) => context.now - daysAgo * SECONDS.day >= since).flatMap((daysAgo) =>
    traits.map((trait) => driftOf(daysAgo, groupsOf(segment, trait, context, daysAgo))),
  );
}

function groupsOf(
  { shoppers }: WalkedSegment,
  { subject, read, unit }: Trait,
  context: RuleContext,
  daysAgo: number,
): DriftGroups {
  const valuesAt = (at: Instant): readonly (number | string | null)[] =>
    shoppers
      .filter(({ walk }) => isInAt(walk, at))
      .map(({ profile }) => read(profile, { ...context, now: at }));
  const [before, now] = [valuesAt(context.now - daysAgo * SECONDS.day), valuesAt(context.now)];
  if (unit === null) return { subject, kind: 'values', unit, groups: countTexts(before, now) };
  return { subject, kind: 'bands', unit, groups: countNumbers(before.map(asNumber), now.map(asNumber)) };
}

const asNumber = (value: FactValue): number | null => (typeof value === 'number' ? value : null);

function countNumbers(
  before: readonly (number | null)[],
  now: readonly (number | null)[],
): DriftGroups['groups'] {
  const bands = bandCounts(before, now);
  return bands.ends.map((end, index) => ({
    ...(end === null
      ? { value: '' }
      : { above: bands.ends[index - 1] ?? null, upTo: end === Infinity ? null : end }),
    before: bands.before[index] ?? 0,
    now: bands.now[index] ?? 0,
  }));
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
  return [...counts].map(([value, count]) => ({ value, ...count }));
}

/** The numbers that the rule asks about, each once. */
function factTraits(rule: Rule): readonly Trait[] {
  const traits = conditionsOf(rule).flatMap(factTrait);
  return [...new Map(traits.map((trait) => [trait.subject, trait])).values()];
}

const UNITS: Readonly<Partial<Record<FactType, SegmentDrift['unit']>>> = {
  number: 'count',
  money: 'money',
  duration: 'seconds',
  instant: 'seconds',
};

function factTrait({ fact }: Condition): readonly Trait[] {
  const type = findFact(fact.name)?.type ?? 'text';
  const unit = UNITS[type] ?? null;
  if (unit === null) return [];
  const read: Trait['read'] = (profile, context) => asNumber(readFact({ fact }, profile, context));
  const phrase = describeFact(fact);
  return [
    type === 'instant'
      ? { subject: `the time since ${phrase}`, read: ageOf(read), unit }
      : { subject: phrase, read, unit },
  ];
}

function ageOf(read: Trait['read']): Trait['read'] {
  return (profile, context) => {
    const at = read(profile, context);
    return typeof at === 'number' ? context.now - at : null;
  };
}

const ATTRIBUTE_TRAITS: readonly Trait[] = [
  textTrait('country', 'customer.country'),
  textTrait('tier', 'loyalty.tier'),
  textTrait('language', 'customer.language'),
  {
    subject: ATTRIBUTE_SUBJECTS.spend,
    read: (profile, context) => asNumber(readPlain('purchases.spend', profile, context)),
    unit: 'money',
  },
];

function textTrait(attribute: DriftAttribute, name: FactName): Trait {
  return {
    subject: ATTRIBUTE_SUBJECTS[attribute],
    read: (profile, context) => {
      const value = readPlain(name, profile, context);
      return typeof value === 'string' ? value : null;
    },
    unit: null,
  };
}

const NOWHERE = { start: 0, end: 0 };

/** A fact over all time, not narrowed. */
function readPlain(name: FactName, profile: Profile, context: RuleContext): FactValue {
  const fact = { name, nameSpan: NOWHERE, filter: null, window: null, span: NOWHERE };
  return readFact({ fact }, profile, context);
}
