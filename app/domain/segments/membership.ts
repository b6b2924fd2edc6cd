import type { Instant } from '../kernel/instant.ts';

/**
 * Why a membership changed. `event`: news of the shopper, or of a product they bought. `time`: nothing but time passed.
 * `rule-edit`: the rule was changed. `settings`: what rules rest on was (tiers, currency, time zone, markets). `merge`: two customers became
 * one. `consent`: the shopper agreed to something, or took that back. `redact`: the shopper asked to be forgotten. `import`: decided for
 * the first time over history. `refit`: models were fitted again, and say something else of the shopper. `recount`: what was stored turned out to be wrong, and was put right.
 */
export const MEMBERSHIP_CAUSES = [
  'event',
  'time',
  'rule-edit',
  'settings',
  'merge',
  'consent',
  'redact',
  'import',
  'refit',
  'recount',
] as const;
export type MembershipCause = (typeof MEMBERSHIP_CAUSES)[number];

/** Changes that say nothing of what shoppers did: the rule or the settings were changed, history was read, models were fitted, or a mistake was put right. */
const NOT_OF_SHOPPERS: ReadonlySet<MembershipCause> = new Set([
  'rule-edit',
  'settings',
  'import',
  'refit',
  'recount',
]);

/** Whether shoppers came and went of themselves. */
export function isOfThemselves(cause: MembershipCause): boolean {
  return !NOT_OF_SHOPPERS.has(cause);
}

/** A shopper came into a segment or went out of it. */
export interface MembershipChange {
  readonly segmentId: string;
  readonly entered: boolean;
  /** By time: the exact second of the change. Otherwise when it was decided. */
  readonly at: Instant;
  readonly cause: MembershipCause;
}

/** What changed between two sets of segments, in the order of the later set, those left last. */
export function membershipChanges(
  before: readonly string[],
  after: readonly string[],
  { at, cause }: Pick<MembershipChange, 'at' | 'cause'>,
): readonly MembershipChange[] {
  const entered = after.filter((id) => !before.includes(id));
  const left = before.filter((id) => !after.includes(id));
  return [
    ...entered.map((segmentId) => ({ segmentId, entered: true, at, cause })),
    ...left.map((segmentId) => ({ segmentId, entered: false, at, cause })),
  ];
}
