import type { Instant } from '#app/domain/kernel/instant.ts';
import { shopDays } from '#app/domain/segments/evaluate/shop-days.ts';
import { dailyExit, halfLifeDays, volatility } from '#app/domain/segments/health/retention.ts';
import { sizesAtStart, sizesBackwards } from '#app/domain/segments/health/size-history.ts';
import { isOfThemselves, MEMBERSHIP_CAUSES } from '#app/domain/segments/membership.ts';
import type { DailyMoves } from '#app/ports/segment-history.ts';
import { dayName, dayNameAt } from './day-names.ts';
import type { ToldPast } from './tell-past.ts';
import type { CountByCause, HealthDay, SegmentChurn } from '#app/domain/segments/health/report.ts';

export interface DaysQuestion {
  readonly membersNow: number;
  readonly now: Instant;
  readonly timezone: string;
  readonly days: number;
}

/** The last days of a segment's moves, oldest first, days without any included; sizes are told backwards from now. */
export function daysOf(
  moves: readonly Omit<DailyMoves, 'segmentId'>[],
  question: DaysQuestion,
): readonly HealthDay[] {
  const byDay = Map.groupBy(moves, ({ day }) => day);
  const days = dayNames(question).map((day) => {
    const told = byDay.get(day) ?? [];
    return { day, isTold: false, entered: byCause(told, 'entered'), left: byCause(told, 'left') };
  });
  const sizes = sizesBackwards(question.membersNow, days.map(totals));
  return days.map((day, index) => ({ ...day, members: sizes[index] ?? 0 }));
}

/** The past of a segment as told from orders, in a shop of so many shoppers. */
export interface ToldHistory {
  readonly past: ToldPast;
  readonly shoppers: number;
}

/**
 * The last days as far as they are known: the recorded ones, and before them those that can be told. The day on which recording
 * began is told too where it can be: it holds the first reading of the shop's history, which moved nobody.
 */
export function historyOf(
  moves: readonly DailyMoves[],
  parts: {
    readonly question: DaysQuestion;
    readonly recordedSince: Instant | null;
    readonly told: ToldHistory | null;
  },
): readonly HealthDay[] {
  const { question, recordedSince, told } = parts;
  const began = recordedSince === null ? null : dayNameAt(recordedSince, question.timezone);
  const recorded = daysOf(moves, question).filter(({ day }) => began !== null && day >= began);
  if (told === null) return recorded;
  const toldDays = toldDaysOf(told, question).filter(({ day }) => began === null || day <= began);
  return [...toldDays, ...recorded.filter(({ day }) => began !== null && day > began)];
}

/** One shopper looked at stands for `scale` of the shop. */
function toldDaysOf({ past, shoppers }: ToldHistory, question: DaysQuestion): readonly HealthDay[] {
  const scale = past.looked === 0 ? 0 : shoppers / past.looked;
  const scaled = (count: number): number => Math.round(count * scale);
  const moves = past.moves.map(({ entered, left, ...move }) => ({
    ...move,
    entered: scaled(entered),
    left: scaled(left),
  }));
  const since = dayNameAt(past.since, question.timezone);
  return daysOf(moves, { ...question, membersNow: scaled(past.members) })
    .filter(({ day }) => day >= since)
    .map((day) => ({ ...day, isTold: true }));
}

/** How long members stay, by the exits of these days. */
export function churnOf(days: readonly HealthDay[]): SegmentChurn {
  const moves = days.map(totals);
  const starts = sizesAtStart(days.at(-1)?.members ?? 0, moves);
  const memberDays = sum(starts);
  const entered = sum(days.map((day) => ofThemselves(day.entered)));
  const left = sum(days.map((day) => ofThemselves(day.left)));
  const exits = MEMBERSHIP_CAUSES.map((cause) => ({
    cause,
    left: isOfThemselves(cause) ? sum(days.map((day) => day.left[cause] ?? 0)) : 0,
  }));
  const exit = dailyExit(left, memberDays);
  return {
    days: days.length,
    entered,
    left,
    volatility: volatility(entered, left, memberDays / Math.max(1, days.length)),
    dailyExit: exit,
    halfLifeDays: exit === null ? null : halfLifeDays(exit),
    byCause: exits.flatMap(({ cause, left: gone }) => {
      const share = dailyExit(gone, memberDays);
      if (gone === 0 || share === null) return [];
      return [{ cause, left: gone, dailyExit: share, halfLifeDays: halfLifeDays(share) }];
    }),
  };
}

function ofThemselves(counts: CountByCause): number {
  return sum(MEMBERSHIP_CAUSES.filter(isOfThemselves).map((cause) => counts[cause] ?? 0));
}

function totals({ entered, left }: Pick<HealthDay, 'entered' | 'left'>): { entered: number; left: number } {
  return { entered: sum(Object.values(entered)), left: sum(Object.values(left)) };
}

function byCause(moves: readonly Omit<DailyMoves, 'segmentId'>[], which: 'entered' | 'left'): CountByCause {
  return Object.fromEntries(
    moves.flatMap((move) => (move[which] === 0 ? [] : [[move.cause, move[which]] as const])),
  );
}

/** YYYY-MM-DD in the shop's zone, today last. */
function dayNames({ now, timezone, days }: DaysQuestion): readonly string[] {
  const today = shopDays(timezone).dayOf(now);
  return Array.from({ length: days }, (_, index) => dayName(today - days + 1 + index));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
