import { neededPerArm, weeksToDetect } from '#app/domain/segments/health/test-power.ts';
import type { Traffic } from '#app/ports/segment-history.ts';
import type { SegmentPower } from '#app/domain/segments/health/report.ts';

/** The effect a merchant would like to see: a tenth more completed checkouts. */
const RELATIVE_EFFECT = 0.1;
/** Checkouts that a rate needs to be one. */
const FEWEST_CHECKOUTS = 20;

/**
 * What a test of two equal arms on members could show, at the traffic of the last weeks: two-sided 5 %, power 80 %, each checkout
 * counted once and taken as independent, traffic and completion staying as they were.
 */
export function powerOf(members: Traffic, shop: Traffic, weeks: number): SegmentPower {
  const weeklyCheckouts = members.checkouts / weeks;
  const completionRate = rateOf(members) ?? rateOf(shop);
  const neededEach = completionRate === null ? null : neededPerArm(completionRate, RELATIVE_EFFECT);
  const needed = neededEach === null ? null : weeksToDetect(neededEach, weeklyCheckouts);
  const figures = {
    weeklyCheckouts,
    completionRate,
    relativeEffect: RELATIVE_EFFECT,
    neededPerArm: neededEach,
  };
  return { ...figures, weeks: needed, sentence: sentenceOf(weeklyCheckouts, completionRate, needed) };
}

function rateOf({ checkouts, completed }: Traffic): number | null {
  return checkouts < FEWEST_CHECKOUTS ? null : completed / checkouts;
}

function sentenceOf(weekly: number, rate: number | null, weeks: number | null): string {
  const effect = `${RELATIVE_EFFECT * 100}%`;
  if (weekly === 0)
    return 'No member has come to a checkout in the last four weeks, so nothing can be tested on them.';
  if (rate === null) return 'There are too few checkouts to say what a test could show.';
  if (weeks === null)
    return `A ${effect} effect cannot be looked for: almost no checkout, or almost every one, is completed.`;
  const rounded = Math.ceil(weeks);
  if (rounded <= 1) return `At your traffic this segment can show a ${effect} effect within a week.`;
  return `At your traffic this segment cannot show a ${effect} effect for ${rounded} weeks.`;
}
