import { CUSTOMARY, FEWEST_MEMBERS, type StabilityReading } from './population-stability.ts';

export interface DriftFacts extends StabilityReading {
  /** What is compared, as it reads inside a sentence. */
  readonly subject: string;
  readonly daysAgo: number;
  /** Members then and now. */
  readonly before: number;
  readonly now: number;
}

/** What a comparison of members says, in one sentence. */
export function driftSentence({ subject, daysAgo, before, now, ...reading }: DriftFacts): string {
  const { psi, chanceBound, verdict } = reading;
  if (psi === null || chanceBound === null)
    return `Too few to say anything of ${subject}: ${before} members ${daysAgo} days ago, ${now} now; each needs ${FEWEST_MEMBERS}.`;
  const moved = subject.charAt(0).toUpperCase() + subject.slice(1);
  if (verdict === 'drifted-much') return `${moved} moved far more than chance allows in ${daysAgo} days.`;
  if (verdict === 'drifted') return `${moved} moved more than chance allows in ${daysAgo} days.`;
  return psi > chanceBound && chanceBound < CUSTOMARY.drifted
    ? `${moved} moved in ${daysAgo} days, but too little to matter.`
    : `${moved} moved no more in ${daysAgo} days than chance explains.`;
}
