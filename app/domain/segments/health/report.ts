/** What the pages of segment health show: plain data, drawn by the screens. */
import type { Instant } from '../../kernel/instant.ts';
import type { HealthWarning } from './warnings.ts';
import type { SurvivalStep } from './survival.ts';
import type { DriftVerdict } from './population-stability.ts';
import type { Tellable } from './tellable.ts';
import type { MembershipCause } from '../membership.ts';

/** Members being found for a rule that was saved: lists and counts keep to the rule before it until all are looked at. */
export interface SegmentBuild {
  readonly done: number;
  readonly all: number;
  readonly since: Instant;
  /** True for a segment that never had members: it has none until the build is done. */
  readonly isNew: boolean;
}

export type CountByCause = Readonly<Partial<Record<MembershipCause, number>>>;

/** One calendar day in the shop's zone. */
export interface HealthDay {
  /** YYYY-MM-DD. */
  readonly day: string;
  /** Told from orders by the rule of today, not read from the record of memberships. */
  readonly isTold: boolean;
  /** Members when the day ended; of today now. */
  readonly members: number;
  readonly entered: CountByCause;
  readonly left: CountByCause;
}

/** How long members stay, from the exits of the last 30 days. */
export interface SegmentChurn {
  readonly days: number;
  /** Without those whom a rule edit, an import or a repair moved. */
  readonly entered: number;
  readonly left: number;
  /** (entered + left) / mean size; null without members. */
  readonly volatility: number | null;
  /** Share of members that leave in a day, rule edits and imports left out; null without members. */
  readonly dailyExit: number | null;
  /** Days until half of today's members would have left at that rate; null when none leave. */
  readonly halfLifeDays: number | null;
  readonly byCause: readonly {
    readonly cause: MembershipCause;
    readonly left: number;
    readonly dailyExit: number;
    readonly halfLifeDays: number | null;
  }[];
}

/** A value ("" = not known), or a band of numbers: above one end, up to the other, which is in it; null = open. */
export type DriftGroup =
  { readonly value: string } | { readonly above: number | null; readonly upTo: number | null };

/** Members of then beside members of now, by one thing that is known of them. */
export interface SegmentDrift {
  /** As it reads inside a sentence: "the money spent in the last 90 days", "the country of members". */
  readonly subject: string;
  /** Ascending bands of a number, or the values of a text. */
  readonly kind: 'bands' | 'values';
  /** Of the bands' ends; money is minor units of the shop's currency. */
  readonly unit: 'count' | 'money' | 'seconds' | null;
  readonly daysAgo: 7 | 30;
  /** Population stability index; null when either side has too few members to say anything (under 20). */
  readonly psi: number | null;
  /** What chance alone stays under 99 times of 100 at these sizes. */
  readonly chanceBound: number | null;
  readonly verdict: DriftVerdict;
  readonly sentence: string;
  /** Of bands: the largest gap between the cumulative shares, and what chance stays under 95 times of 100. */
  readonly gap: { readonly found: number; readonly critical: number } | null;
  readonly before: number;
  readonly now: number;
  /** Bands in their order, values with the largest first; shares of 1. */
  readonly groups: readonly (DriftGroup & { readonly before: number; readonly now: number })[];
}

/** How long members stay, told from the orders of the last year. */
export interface SegmentStays {
  readonly since: Instant;
  /** Shoppers who came in since then, each time they did, among those looked at. */
  readonly entries: number;
  readonly steps: readonly SurvivalStep[];
  /** Days after which half of those who came in have left again; null when more than half stay. */
  readonly medianDays: number | null;
}

/** The part of the page that is told from orders. */
export interface SegmentPast {
  readonly tellable: Exclude<Tellable, 'no'>;
  readonly since: Instant;
  /** When it was told: some minutes ago at most. */
  readonly at: Instant;
  /** Shoppers looked at: all of them, or a sample that a hash draws. */
  readonly looked: number;
  readonly stays: SegmentStays;
}

export interface SegmentOverlap {
  readonly segmentId: string;
  readonly name: string;
  readonly members: number;
  /** In both. */
  readonly shared: number;
  /** Shared / in either. */
  readonly jaccard: number;
  /** Share of this segment's members that are in the other. */
  readonly containedInOther: number;
  /** Share of the other's members that are in this. */
  readonly otherContained: number;
}

export interface SegmentRecountView {
  readonly at: Instant;
  readonly members: number;
  readonly checked: number;
  readonly mismatches: number;
  /** Mismatches that were still there after the shoppers concerned had been made again; 0 is healthy. */
  readonly remaining: number;
  /** Ids of a few of the shoppers concerned. */
  readonly sample: readonly string[];
  /** Why it could not be counted; null when it was. */
  readonly problem: string | null;
}

/** What an experiment on the segment could show, at the shop's own traffic. */
export interface SegmentPower {
  /** Who counts: those who were in when their checkout asked, or those who are in now. */
  readonly countedBy: 'then' | 'now';
  /** Checkouts since then. */
  readonly since: Instant;
  /** Checkouts of members in a week: distinct checkouts that asked for a decision. */
  readonly weeklyCheckouts: number;
  /** Share of those that became an order; of the whole shop where members had fewer than 20 checkouts; null where it had too. */
  readonly completionRate: number | null;
  /** The relative effect looked for, e.g. 0.1. */
  readonly relativeEffect: number;
  /** Checkouts in each of two arms; two-sided 5 %, power 80 %. */
  readonly neededPerArm: number | null;
  /** Null when no checkouts of members come. */
  readonly weeks: number | null;
  /** One sentence, e.g. "At your traffic this segment cannot show a 10% effect for 31 weeks." */
  readonly sentence: string;
}

/** Everything the health page of one segment shows. */
export interface SegmentHealth {
  readonly segmentId: string;
  readonly name: string;
  readonly rule: string;
  readonly asOf: Instant;
  readonly timezone: string;
  readonly currency: string;
  /** Members now; null when the rule reads the checkout: then it has none to count. */
  readonly members: number | null;
  readonly shoppers: number;
  readonly build: SegmentBuild | null;
  /** When the first membership was recorded; null when none was. */
  readonly recordedSince: Instant | null;
  /** Null where the rule reads what no past is kept of. */
  readonly past: SegmentPast | null;
  /** The last 90 days as far as they are recorded or can be told, oldest first. */
  readonly days: readonly HealthDay[];
  readonly churn: SegmentChurn;
  readonly drift: readonly SegmentDrift[];
  /** Every other segment with a member in common, the nearest first. */
  readonly overlaps: readonly SegmentOverlap[];
  readonly lastRecount: SegmentRecountView | null;
  readonly staleness: {
    readonly ruleEditedAt: Instant;
    readonly lastEntryAt: Instant | null;
    /** Share of members without news of any kind for 90 days; null without members. */
    readonly silentShare: number | null;
  };
  readonly power: SegmentPower;
  readonly warnings: readonly HealthWarning[];
}

/** One segment in the overview of all. */
export interface SegmentHealthRow {
  readonly segmentId: string;
  readonly name: string;
  readonly members: number | null;
  readonly build: SegmentBuild | null;
  /** Of the last 30 days. */
  readonly entered: number;
  readonly left: number;
  readonly halfLifeDays: number | null;
  /** Members on each of the last 30 days as far as they are recorded or can be told, oldest first. */
  readonly sizes: readonly number[];
  readonly weeks: number | null;
  readonly lastRecount: SegmentRecountView | null;
  readonly warnings: readonly HealthWarning[];
}

/** The health of all segments of a shop. */
export interface SegmentsOverview {
  readonly asOf: Instant;
  readonly shoppers: number;
  readonly rows: readonly SegmentHealthRow[];
  /** Pairs that share at least half of the smaller one, the nearest first. */
  readonly overlaps: readonly {
    readonly a: { readonly segmentId: string; readonly name: string };
    readonly b: { readonly segmentId: string; readonly name: string };
    readonly shared: number;
    readonly jaccard: number;
    /** Share of the smaller one that is in the other. */
    readonly ofSmaller: number;
    readonly advice: 'same' | 'subset' | 'overlap';
  }[];
  /** Checkouts of the shop in a week, and how many segments each could be tested within 8 weeks. */
  readonly weeklyCheckouts: number;
  readonly warnings: readonly HealthWarning[];
}
