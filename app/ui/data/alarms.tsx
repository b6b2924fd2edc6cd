import { Banner, List } from '@shopify/polaris';
import type { IntakeAlarm } from '#app/domain/quality/intake/alarms.ts';
import { formatCount, formatTime } from '../format.ts';
import { formatDelay } from './format-delay.ts';

/** What is unusual about what comes in; nothing when nothing is. */
export function AlarmsBanner({ alarms, timezone }: { alarms: readonly IntakeAlarm[]; timezone: string }) {
  if (alarms.length === 0) return null;
  return (
    <Banner tone="warning" title={alarms.length === 1 ? 'One alarm' : `${alarms.length} alarms`}>
      <List>
        {alarms.map((alarm) => (
          <List.Item key={`${alarm.kind} ${alarm.topic}`}>{sayAlarm(alarm, timezone)}</List.Item>
        ))}
      </List>
    </Banner>
  );
}

/** What is unusual, with what was expected. */
export function sayAlarm(alarm: IntakeAlarm, timezone: string): string {
  switch (alarm.kind) {
    case 'waiting':
      return `${alarm.topic} waits to be folded since ${formatTime(alarm.since, timezone)}.`;
    case 'silent':
      return `${alarm.topic}: nothing came for ${alarm.hours} hours, in which ${formatCount(alarm.usual.low)} to ${formatCount(alarm.usual.high)} are usual.`;
    case 'few':
      return `${alarm.topic}: ${formatCount(alarm.deliveries)} came in a day, in which ${formatCount(alarm.usual.low)} to ${formatCount(alarm.usual.high)} are usual.`;
    case 'late':
      return `${alarm.topic}: one of a hundred came later than ${formatDelay(alarm.seconds)} after it happened.`;
  }
}
