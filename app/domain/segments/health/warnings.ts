import { SECONDS, type Instant } from '../../kernel/instant.ts';
import type { DeadPart } from './holding.ts';

export type HealthWarningCode =
  | 'unreadable'
  | 'never-true'
  | 'always-true'
  | 'dead-part'
  | 'mismatch'
  | 'recount-failed'
  | 'recount-old'
  | 'no-members'
  | 'small'
  | 'no-entries'
  | 'stale-rule'
  | 'silent-members'
  | 'duplicate'
  | 'subset'
  | 'drift'
  | 'untestable'
  | 'slow-test'
  | 'too-many';

export interface HealthWarning {
  readonly code: HealthWarningCode;
  readonly severity: 'critical' | 'warning' | 'info';
  /** A sentence with its numbers. */
  readonly message: string;
}

/** What is known of a segment's health; null where it is not known, or where the rule is decided at checkout. */
export interface HealthFacts {
  readonly now: Instant;
  /** Null where the rule cannot be read. */
  readonly deadParts: readonly DeadPart[] | null;
  readonly members: number | null;
  readonly ruleEditedAt: Instant;
  readonly lastEntryAt: Instant | null;
  readonly silentShare: number | null;
  readonly recount: {
    readonly at: Instant;
    readonly mismatches: number;
    /** Of those, how many were there again after they had been put right. */
    readonly remaining: number;
    readonly problem: string | null;
  } | null;
  /** A sentence for each thing about its members that drifted. */
  readonly drifts: readonly string[];
  readonly overlaps: readonly {
    readonly name: string;
    readonly advice: 'same' | 'subset' | 'overlap';
    readonly jaccard: number;
    /** True where the other one holds this one. */
    readonly isInOther: boolean;
  }[];
  readonly weeks: number | null;
}

/** Fewer members are people one could name, and too few to learn from. */
export const SMALL_SEGMENT = 100;
/** A test longer than this is slow; one longer than half a year is none. */
export const SLOW_WEEKS = 8;
export const UNTESTABLE_WEEKS = 26;

const STALE_RULE_DAYS = 365;
const NO_ENTRY_DAYS = 90;
const RECOUNT_DAYS = 3;
const SILENT_SHARE = 0.5;

/** What a merchant should know of a segment, the gravest first. */
export function healthWarnings(facts: HealthFacts): readonly HealthWarning[] {
  const found = [
    ...ruleWarnings(facts),
    ...recountWarnings(facts),
    ...memberWarnings(facts),
    ...overlapWarnings(facts),
    ...driftWarnings(facts),
    ...testWarnings(facts),
  ];
  const order = ['critical', 'warning', 'info'];
  return found.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

function ruleWarnings({ deadParts }: HealthFacts): readonly HealthWarning[] {
  if (deadParts === null)
    return [warn('unreadable', 'critical', 'The rule can no longer be read, so nobody is in the segment.')];
  return deadParts.map(deadPartWarning);
}

function deadPartWarning({ text, holding, clauses, isWhole }: DeadPart): HealthWarning {
  if (!isWhole)
    return holding === 'never'
      ? warn('dead-part', 'warning', `No shopper can fit this part of the rule: ${text}.`)
      : warn(
          'dead-part',
          'info',
          `Every shopper fits this part of the rule, so it decides nothing: ${text}.`,
        );
  return holding === 'never'
    ? warn(
        'never-true',
        'critical',
        `No shopper can ever be in the segment${because(clauses, 'cannot hold')}.`,
      )
    : warn('always-true', 'warning', `Every shopper is in the segment${because(clauses, 'always holds')}.`);
}

function because(clauses: readonly string[], verb: string): string {
  if (clauses.length === 0) return '';
  if (clauses.length === 1) return `: “${clauses[0]}” ${verb}`;
  const last = clauses.at(-1);
  const listed = `${clauses
    .slice(0, -1)
    .map((clause) => `“${clause}”`)
    .join(', ')} and “${last}”`;
  return verb === 'cannot hold' ? `: ${listed} cannot hold together` : `: one of ${listed} always holds`;
}

function recountWarnings({ recount, now }: HealthFacts): readonly HealthWarning[] {
  if (recount === null) return [];
  if (recount.problem !== null)
    return [
      warn('recount-failed', 'warning', 'The last recount could not be made: the reason stands beside it.'),
    ];
  if (recount.mismatches > 0)
    return [
      warn(
        'mismatch',
        'critical',
        recount.remaining === 0
          ? `The last recount found ${recount.mismatches} wrong memberships; they were put right.`
          : `The last recount found ${recount.mismatches} wrong memberships, and ${recount.remaining} after it had put them right: Attune counts this rule in two ways that disagree.`,
      ),
    ];
  const days = daysSince(recount.at, now);
  return days > RECOUNT_DAYS
    ? [warn('recount-old', 'warning', `The last recount is ${days} days old; it should be made every night.`)]
    : [];
}

function memberWarnings(facts: HealthFacts): readonly HealthWarning[] {
  const { members, now, lastEntryAt, ruleEditedAt, silentShare } = facts;
  if (members === null) return [];
  if (members === 0) return [warn('no-members', 'warning', 'Nobody is in the segment now.')];
  const warnings: HealthWarning[] = [];
  if (members < SMALL_SEGMENT)
    warnings.push(
      warn(
        'small',
        'info',
        `It has ${members} members. Under ${SMALL_SEGMENT} little can be learned, and a report may name people.`,
      ),
    );
  const quiet = daysSince(lastEntryAt ?? ruleEditedAt, now);
  if (quiet > NO_ENTRY_DAYS)
    warnings.push(warn('no-entries', 'warning', `Nobody has come in for ${quiet} days.`));
  const age = daysSince(ruleEditedAt, now);
  if (age > STALE_RULE_DAYS)
    warnings.push(
      warn(
        'stale-rule',
        'info',
        `The rule was last changed ${age} days ago. Does it still say what you mean?`,
      ),
    );
  if (silentShare !== null && silentShare > SILENT_SHARE)
    warnings.push(
      warn(
        'silent-members',
        'info',
        `Of ${percent(silentShare)} of the members nothing was heard for 90 days.`,
      ),
    );
  return warnings;
}

function overlapWarnings({ overlaps }: HealthFacts): readonly HealthWarning[] {
  return overlaps.flatMap(({ name, advice, jaccard, isInOther }) => {
    if (advice === 'overlap') return [];
    if (advice === 'same')
      return [
        warn(
          'duplicate',
          'warning',
          `It shares ${percent(jaccard)} of all members with “${name}”: the two are one segment.`,
        ),
      ];
    return isInOther ? [warn('subset', 'info', `Almost all of its members are in “${name}” too.`)] : [];
  });
}

function driftWarnings({ drifts }: HealthFacts): readonly HealthWarning[] {
  return drifts.map((sentence) => warn('drift', 'info', sentence));
}

function testWarnings({ weeks }: HealthFacts): readonly HealthWarning[] {
  if (weeks === null || weeks <= SLOW_WEEKS) return [];
  return weeks > UNTESTABLE_WEEKS
    ? [
        warn(
          'untestable',
          'warning',
          `A test on this segment would take ${Math.ceil(weeks)} weeks: do not test it alone.`,
        ),
      ]
    : [warn('slow-test', 'info', `A test on this segment would take ${Math.ceil(weeks)} weeks.`)];
}

const warn = (
  code: HealthWarningCode,
  severity: HealthWarning['severity'],
  message: string,
): HealthWarning => ({ code, severity, message });

const daysSince = (at: Instant, now: Instant): number => Math.floor((now - at) / SECONDS.day);

const percent = (share: number): string => `${Math.round(share * 100)}%`;
