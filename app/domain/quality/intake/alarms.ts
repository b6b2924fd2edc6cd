import type { Instant } from '../../kernel/instant.ts';
import { SECONDS } from '../../kernel/instant.ts';
import type { UsualVolume } from './usual-volume.ts';

/** What is known of one topic's deliveries. */
export interface TopicHealth {
  readonly topic: string;
  /** Of the last day. */
  readonly deliveries: number;
  readonly usual: UsualVolume | null;
  /** Of the last whole hours that silence is judged by. */
  readonly quiet: { readonly deliveries: number; readonly usual: UsualVolume | null };
  /** Seconds, the upper end of a span. */
  readonly lateP99: number | null;
  readonly oldestWaitingAt: Instant | null;
}

export type IntakeAlarm =
  | { readonly kind: 'silent'; readonly topic: string; readonly hours: number; readonly usual: UsualVolume }
  | { readonly kind: 'few'; readonly topic: string; readonly deliveries: number; readonly usual: UsualVolume }
  | { readonly kind: 'late'; readonly topic: string; readonly seconds: number }
  | { readonly kind: 'waiting'; readonly topic: string; readonly since: Instant };

/** Hours without a single delivery, where these hours of past weeks all had some. */
export const SILENT_HOURS = 6;
/** Fewer than so many are too few to call their absence a silence. */
const SILENT_LEAST = 5;
/** Deliveries of a day below which a share of late ones says nothing. */
const LATE_LEAST = 20;
const LATE_SECONDS = SECONDS.hour;
const WAITING_SECONDS = 10 * SECONDS.minute;

/** What a person should look at, the gravest first. */
export function intakeAlarms(topics: readonly TopicHealth[], now: Instant): readonly IntakeAlarm[] {
  const all = topics.flatMap((topic) => alarmsOf(topic, now));
  return all.toSorted((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind));
}

const GRAVITY: readonly IntakeAlarm['kind'][] = ['waiting', 'silent', 'few', 'late'];

function alarmsOf(health: TopicHealth, now: Instant): readonly IntakeAlarm[] {
  const { topic, deliveries, usual, quiet, lateP99, oldestWaitingAt } = health;
  const isSilent = quiet.deliveries === 0 && quiet.usual !== null && quiet.usual.low >= SILENT_LEAST;
  const isFew = usual !== null && deliveries < usual.low && usual.low >= SILENT_LEAST;
  const alarms: IntakeAlarm[] = [];
  if (oldestWaitingAt !== null && now - oldestWaitingAt > WAITING_SECONDS)
    alarms.push({ kind: 'waiting', topic, since: oldestWaitingAt });
  if (isSilent && quiet.usual)
    alarms.push({ kind: 'silent', topic, hours: SILENT_HOURS, usual: quiet.usual });
  else if (isFew && usual) alarms.push({ kind: 'few', topic, deliveries, usual });
  const isLate = lateP99 !== null && lateP99 > LATE_SECONDS && deliveries >= LATE_LEAST;
  // In the first week nothing is usual yet: what an install brings in at once may be old.
  if (isLate && usual !== null) alarms.push({ kind: 'late', topic, seconds: lateP99 });
  return alarms;
}
