import type { Instant } from '#app/domain/kernel/instant.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { shopDays } from '#app/domain/segments/evaluate/shop-days.ts';
import { dailyExit, halfLifeDays, volatility } from '#app/domain/segments/health/retention.ts';
import { sizesAtStart, sizesBackwards } from '#app/domain/segments/health/size-history.ts';
import { MEMBERSHIP_CAUSES, type MembershipCause } from '#app/domain/segments/membership.ts';
import type { DailyMoves } from '#app/ports/segment-history.ts';
import type { CountByCause, HealthDay, SegmentChurn } from './view-segment-health.ts';

export interface DaysQuestion {
  readonly membersNow: number;
  readonly now: Instant;
  readonly timezone: string;
  readonly days: number;
}

/** The last days of a segment's moves, oldest first, days without any included; sizes are told backwards from now. */
export function daysOf(moves: readonly DailyMoves[], question: DaysQuestion): readonly HealthDay[] {
  const byDay = Map.groupBy(moves, ({ day }) => day);
  const days = dayNames(question).map((day) => {
    const told = byDay.get(day) ?? [];
    return { day, entered: byCause(told, 'entered'), left: byCause(told, 'left') };
  });
  const sizes = sizesBackwards(question.membersNow, days.map(totals));
  return days.map((day, index) => ({ ...day, members: sizes[index] ?? 0 }));
}

/**
 * Changes that say nothing of how long members stay: the rule or the settings were changed, history was read, or a mistake was put right.
 */
const NOT_CHURN: ReadonlySet<MembershipCause> = new Set(['rule-edit', 'settings', 'import', 'recount']);

/** How long members stay, by the exits of these days. */
export function churnOf(days: readonly HealthDay[]): SegmentChurn {
  const moves = days.map(totals);
  const starts = sizesAtStart(days.at(-1)?.members ?? 0, moves);
  const memberDays = sum(starts);
  const [entered, left] = [sum(moves.map((move) => move.entered)), sum(moves.map((move) => move.left))];
  const exits = MEMBERSHIP_CAUSES.map((cause) => ({
    cause,
    left: sum(days.map((day) => day.left[cause] ?? 0)),
  }));
  const churned = sum(exits.flatMap((exit) => (NOT_CHURN.has(exit.cause) ? [] : [exit.left])));
  const exit = dailyExit(churned, memberDays);
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

function totals({ entered, left }: Pick<HealthDay, 'entered' | 'left'>): { entered: number; left: number } {
  return { entered: sum(Object.values(entered)), left: sum(Object.values(left)) };
}

function byCause(moves: readonly DailyMoves[], which: 'entered' | 'left'): CountByCause {
  return Object.fromEntries(
    moves.flatMap((move) => (move[which] === 0 ? [] : [[move.cause, move[which]] as const])),
  );
}

/** YYYY-MM-DD in the shop's zone, today last. */
function dayNames({ now, timezone, days }: DaysQuestion): readonly string[] {
  const today = shopDays(timezone).dayOf(now);
  return Array.from({ length: days }, (_, index) =>
    new Date((today - days + 1 + index) * SECONDS.day * 1000).toISOString().slice(0, 10),
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
