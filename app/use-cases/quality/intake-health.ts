import type { Instant } from '#app/domain/kernel/instant.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { addLateness, latenessWithin } from '#app/domain/quality/intake/lateness.ts';
import {
  intakeAlarms,
  SILENT_HOURS,
  type IntakeAlarm,
  type TopicHealth,
} from '#app/domain/quality/intake/alarms.ts';
import { usualVolume, type UsualVolume } from '#app/domain/quality/intake/usual-volume.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { IntakeView, TopicBacklog, TopicHour } from '#app/ports/intake-view.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface IntakeHealthPorts {
  readonly intake: Pick<IntakeView, 'topicHours' | 'firstHour' | 'backlog'>;
  readonly clock: Clock;
}

export interface TopicReport extends TopicHealth {
  readonly repeated: number;
  readonly outOfOrder: number;
  /** Seconds, the upper end of a span; null where no delivery says when it happened. */
  readonly lateHalf: number | null;
  readonly waiting: number;
  readonly quarantined: number;
  /** Null where it is longer ago than the report reaches. */
  readonly newestAt: Instant | null;
}

export interface HourReport {
  readonly hour: Instant;
  readonly deliveries: number;
  readonly usual: UsualVolume | null;
}

export interface IntakeHealth {
  /** The last day's whole hours and the hour under way. */
  readonly since: Instant;
  readonly topics: readonly TopicReport[];
  readonly hours: readonly HourReport[];
  readonly alarms: readonly IntakeAlarm[];
}

/** Weeks before, whose same hours say what is usual. */
const PAST_WEEKS = 4;
const HOURS = 24;

/** What came in during the last day beside what is usual, from counts made as it came in. */
export async function readIntakeHealth(
  { intake, clock }: IntakeHealthPorts,
  shop: Pick<Shop, 'domain'>,
): Promise<IntakeHealth> {
  const now = clock.now();
  const thisHour = now - (now % SECONDS.hour);
  const day = Array.from({ length: HOURS }, (_, hour) => thisHour - (HOURS - hour) * SECONDS.hour);
  const [since = thisHour] = day;
  const [firstHour, backlog] = await Promise.all([
    intake.firstHour(shop.domain),
    intake.backlog(shop.domain),
  ]);
  const weeks = Array.from({ length: PAST_WEEKS }, (_, week) => (week + 1) * SECONDS.week).filter(
    (ago) => firstHour !== null && since - ago >= firstHour,
  );
  const wanted = [...day, thisHour, ...weeks.flatMap((ago) => day.map((hour) => hour - ago))];
  const counted = await intake.topicHours(shop.domain, wanted);
  const known = { counted, weeks, day, thisHour };
  const names = new Set([...counted, ...backlog].map(({ topic }) => topic));
  const topics = [...names].sort().map((topic) =>
    reportTopic(
      topic,
      known,
      backlog.find((each) => each.topic === topic),
    ),
  );
  const hours = [...day, thisHour].map((hour) => ({
    hour,
    deliveries: volumeOf(counted, [hour]),
    usual: usualVolume(weeks.map((ago) => volumeOf(counted, [hour - ago]))),
  }));
  return { since, topics, hours, alarms: intakeAlarms(topics, now) };
}

interface Counted {
  readonly counted: readonly TopicHour[];
  /** How long ago each past week was, in seconds. */
  readonly weeks: readonly number[];
  readonly day: readonly Instant[];
  readonly thisHour: Instant;
}

function reportTopic(
  topic: string,
  { counted, weeks, day, thisHour }: Counted,
  backlog: TopicBacklog | undefined,
): TopicReport {
  const mine = counted.filter((each) => each.topic === topic);
  const recent = mine.filter(({ hour }) => hour >= (day[0] ?? thisHour));
  const usualOf = (hours: readonly Instant[]) =>
    usualVolume(
      weeks.map((ago) =>
        volumeOf(
          mine,
          hours.map((hour) => hour - ago),
        ),
      ),
    );
  const silence = day.slice(-SILENT_HOURS);
  const sum = (of: (hour: TopicHour) => number) => recent.reduce((all, hour) => all + of(hour), 0);
  const lateness = recent.reduce((all, hour) => addLateness(all, hour.lateness), addLateness([], []));
  return {
    topic,
    deliveries: sum((hour) => hour.deliveries),
    repeated: sum((hour) => hour.repeated),
    outOfOrder: sum((hour) => hour.outOfOrder),
    usual: usualOf(day),
    quiet: { deliveries: volumeOf(mine, [...silence, thisHour]), usual: usualOf(silence) },
    lateHalf: latenessWithin(lateness, 0.5),
    lateP99: latenessWithin(lateness, 0.99),
    waiting: backlog?.waiting ?? 0,
    quarantined: backlog?.quarantined ?? 0,
    oldestWaitingAt: backlog?.oldestWaitingAt ?? null,
    newestAt: recent.reduce<Instant | null>((newest, { newestAt }) => Math.max(newest ?? 0, newestAt), null),
  };
}

function volumeOf(counted: readonly TopicHour[], hours: readonly Instant[]): number {
  return counted
    .filter(({ hour }) => hours.includes(hour))
    .reduce((sum, { deliveries }) => sum + deliveries, 0);
}
