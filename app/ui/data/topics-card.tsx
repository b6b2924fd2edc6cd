import type { Instant } from '#app/domain/kernel/instant.ts';
import type { IntakeAlarm } from '#app/domain/quality/intake/alarms.ts';
import type { UsualVolume } from '#app/domain/quality/intake/usual-volume.ts';
import { DataTable, type Column } from '../data-table.tsx';
import { formatCount, formatShare, formatTime } from '../format.ts';
import { formatDelay } from './format-delay.ts';
import { Note, Section } from '../section.tsx';

interface Topic {
  readonly topic: string;
  readonly deliveries: number;
  readonly usual: UsualVolume | null;
  readonly repeated: number;
  readonly outOfOrder: number;
  readonly lateHalf: number | null;
  readonly lateP99: number | null;
  readonly waiting: number;
  readonly quarantined: number;
  readonly newestAt: Instant | null;
}

export interface HealthView {
  readonly since: Instant;
  readonly topics: readonly Topic[];
  readonly hours: readonly {
    readonly hour: Instant;
    readonly deliveries: number;
    readonly usual: UsualVolume | null;
  }[];
  readonly alarms: readonly IntakeAlarm[];
}

/** Each topic of the webhooks, the web pixel and the nightly comparison: how much, how late, how often twice. */
export function TopicsCard({ health, timezone }: { health: HealthView; timezone: string }) {
  const { topics, since } = health;
  return (
    <Section
      title="What came in, by topic"
      note={`Since ${formatTime(since, timezone)}. Topics under pixel/ come from the web pixel, under attune/ from connections and from comparing with Shopify, all others are webhooks. Late: from what happened until it arrived here.`}
    >
      {topics.length === 0 ? (
        <Note>None yet. They come with every order, cart, customer and product that changes.</Note>
      ) : (
        <DataTable
          caption="Deliveries by topic"
          columns={columnsOf(timezone)}
          rows={topics}
          keyOf={({ topic }) => topic}
        />
      )}
    </Section>
  );
}

function columnsOf(timezone: string): Column<Topic>[] {
  return [
    { title: 'Topic', kind: 'main', cell: ({ topic }) => topic },
    { title: 'Came', kind: 'number', cell: ({ deliveries }) => formatCount(deliveries) },
    { title: 'Usual', kind: 'number', cell: ({ usual }) => formatUsual(usual) },
    {
      title: 'Twice',
      kind: 'number',
      cell: ({ repeated, deliveries }) => formatShare(repeated, deliveries + repeated),
    },
    { title: 'Disordered', kind: 'number', cell: (topic) => formatShare(topic.outOfOrder, topic.deliveries) },
    { title: 'Late', kind: 'number', cell: formatLateness },
    { title: 'Waiting', kind: 'number', cell: ({ waiting }) => formatCount(waiting) },
    { title: 'Refused', kind: 'number', cell: ({ quarantined }) => formatCount(quarantined) },
    {
      title: 'Newest',
      kind: 'number',
      cell: ({ newestAt }) =>
        newestAt === null ? 'Over a day ago' : formatTime(newestAt, timezone).split(', ').at(-1),
    },
  ];
}

/** Half of the deliveries, and 99 of 100. */
function formatLateness({ lateHalf, lateP99 }: Topic): string {
  if (lateHalf === null || lateP99 === null) return '–';
  return lateHalf === lateP99
    ? `≤ ${formatDelay(lateP99)}`
    : `≤ ${formatDelay(lateHalf)}, 99%: ${formatDelay(lateP99)}`;
}

/** A span of counts, or that no past week is known. */
export function formatUsual(usual: UsualVolume | null): string {
  return usual === null ? '–' : `${formatCount(usual.low)}–${formatCount(usual.high)}`;
}
