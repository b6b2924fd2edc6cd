import { MEMBERSHIP_CAUSES, type MembershipCause } from '#app/domain/segments/membership.ts';
import type { HealthDay } from '#app/domain/segments/health/report.ts';

/** How a cause reads in a legend, and the colour it has in charts. */
export const CAUSES: Readonly<Record<MembershipCause, { readonly title: string; readonly color: string }>> = {
  event: { title: 'News of the shopper', color: '#2c6ecb' },
  time: { title: 'Time passed', color: '#b98900' },
  merge: { title: 'Customers merged', color: '#7a4bd1' },
  consent: { title: 'Consent', color: '#00848e' },
  redact: { title: 'Erased', color: '#8a8a8a' },
  'rule-edit': { title: 'Rule changed', color: '#c0399f' },
  settings: { title: 'Settings changed', color: '#6d4c1f' },
  refit: { title: 'Models fitted again', color: '#4b5bd1' },
  import: { title: 'History read', color: '#9cb0c3' },
  recount: { title: 'Mistake put right', color: '#d72c0d' },
};

/** The causes that moved anybody in these days, in one fixed order. */
export function causesIn(days: readonly HealthDay[]): readonly MembershipCause[] {
  return MEMBERSHIP_CAUSES.filter((cause) =>
    days.some(({ entered, left }) => (entered[cause] ?? 0) + (left[cause] ?? 0) > 0),
  );
}

export function totalOf(counts: HealthDay['entered']): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
