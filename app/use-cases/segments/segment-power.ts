import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import { readsCheckout } from '#app/domain/segments/evaluate/compile.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { StoredSegment } from '#app/ports/segment-store.ts';
import { neededPerArm, weeksToDetect } from '#app/domain/segments/health/test-power.ts';
import type { ShopTraffic, Traffic } from '#app/ports/segment-history.ts';
import type { SegmentPower } from '#app/domain/segments/health/report.ts';

/** The effect a merchant would like to see: a tenth more completed checkouts. */
const RELATIVE_EFFECT = 0.1;
/** Checkouts that a rate needs to be one. */
const FEWEST_CHECKOUTS = 20;

/** Days of checkouts that a week's traffic is measured by. */
export const TRAFFIC_DAYS = 28;
/** A segment changed less long ago was in too few decisions to be counted by them. */
export const YOUNG_DAYS = 7;

/**
 * What a test of two equal arms on members could show, at the traffic of the last weeks: two-sided 5 %, power 80 %, each checkout
 * counted once and taken as independent, traffic and completion staying as they were. Whoever was in when the checkout asked
 * counts; of a segment changed less than a week ago, whoever is in now.
 */
export function powerOf(
  traffic: ShopTraffic,
  { id, updatedAt, servedRule }: Pick<StoredSegment, 'id' | 'updatedAt' | 'servedRule'>,
  now: Instant,
): SegmentPower {
  const parsed = parseRule(servedRule);
  const isAtCheckout = parsed.ok && readsCheckout(parsed.value);
  const ageDays = (now - updatedAt) / SECONDS.day;
  const countedBy = isAtCheckout || ageDays >= YOUNG_DAYS ? 'then' : 'now';
  const days = countedBy === 'now' ? TRAFFIC_DAYS : Math.min(TRAFFIC_DAYS, Math.max(1, ageDays));
  const counted = countedBy === 'now' ? traffic.ofMembers : traffic.decidedIn;
  const since = now - Math.round(days * SECONDS.day);
  return { ...figuresOf(counted.get(id) ?? NONE, traffic.shop, days / 7), countedBy, since };
}

const NONE: Traffic = { checkouts: 0, completed: 0 };

function figuresOf(
  members: Traffic,
  shop: Traffic,
  weeks: number,
): Omit<SegmentPower, 'countedBy' | 'since'> {
  const weeklyCheckouts = members.checkouts / weeks;
  const completionRate = rateOf(members) ?? rateOf(shop);
  const neededEach = completionRate === null ? null : neededPerArm(completionRate, RELATIVE_EFFECT);
  const needed = neededEach === null ? null : weeksToDetect(neededEach, weeklyCheckouts);
  return {
    weeklyCheckouts,
    completionRate,
    relativeEffect: RELATIVE_EFFECT,
    neededPerArm: neededEach,
    weeks: needed,
    sentence: sentenceOf(weeklyCheckouts, completionRate, needed),
  };
}

function rateOf({ checkouts, completed }: Traffic): number | null {
  return checkouts < FEWEST_CHECKOUTS ? null : completed / checkouts;
}

function sentenceOf(weekly: number, rate: number | null, weeks: number | null): string {
  const effect = `${RELATIVE_EFFECT * 100}%`;
  if (weekly === 0) return 'No member has come to a checkout lately, so nothing can be tested on them.';
  if (rate === null) return 'There are too few checkouts to say what a test could show.';
  if (weeks === null)
    return `A ${effect} effect cannot be looked for: almost no checkout, or almost every one, is completed.`;
  const rounded = Math.ceil(weeks);
  if (rounded <= 1) return `At your traffic this segment can show a ${effect} effect within a week.`;
  return `At your traffic this segment cannot show a ${effect} effect for ${rounded} weeks.`;
}
