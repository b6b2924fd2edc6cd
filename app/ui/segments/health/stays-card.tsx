import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { SegmentStays } from '#app/domain/segments/health/report.ts';
import { shareAfter } from '#app/domain/segments/health/survival.ts';
import { DataTable, type Column } from '../../data-table.tsx';
import { formatCount, formatShare, plural } from '../../format.ts';
import { ChartCard } from '../../chart-card.tsx';
import { AXIS_X, AXIS_Y, GRID, NOW_COLOR } from '../../chart-style.ts';

/** Days of which the table tells the share. */
const MILESTONES = [1, 3, 7, 14, 30, 60, 90, 120, 180, 270, 365];

/** How long those stay who come in. */
export function StaysCard({ stays, note }: { stays: SegmentStays; note: string }) {
  return (
    <ChartCard
      title="How long they stay"
      finding={describeStays(stays)}
      note={note}
      chart={<StaysChart stays={stays} />}
      table={
        <DataTable
          caption="Share still in by days since coming in"
          columns={COLUMNS}
          rows={milestonesOf(stays)}
          keyOf={({ days }) => String(days)}
        />
      }
    />
  );
}

function describeStays({ entries, medianDays, steps }: SegmentStays): string {
  if (entries === 0) return 'Nobody came in yet, so nothing is known of how long they stay.';
  const last = steps.at(-1);
  if (!last) return `${formatCount(entries)} came in, and all of them are still in.`;
  if (medianDays === null)
    return `More than half of those who come in stay: ${formatShare(last.share, 1)} are still in after ${plural(last.days, 'day')}.`;
  if (medianDays === 0) return 'Half of those who come in have left again within a day.';
  return `Half of those who come in have left again after ${plural(medianDays, 'day')}.`;
}

interface Milestone {
  readonly days: number;
  readonly share: number;
  readonly atRisk: number;
}

function milestonesOf({ steps, entries }: SegmentStays): readonly Milestone[] {
  const last = steps.at(-1)?.days ?? 0;
  return MILESTONES.filter((days) => days <= last).map((days) => ({
    days,
    share: shareAfter(steps, days),
    atRisk: steps.find((step) => step.days >= days)?.atRisk ?? entries,
  }));
}

const COLUMNS: Column<Milestone>[] = [
  { title: 'After', kind: 'main', cell: ({ days }) => plural(days, 'day') },
  { title: 'Still in', kind: 'number', cell: ({ share }) => formatShare(share, 1) },
  { title: 'Known of', kind: 'number', cell: ({ atRisk }) => formatCount(atRisk) },
];

function StaysChart({ stays }: { stays: SegmentStays }) {
  const points = [{ days: 0, share: 1 }, ...stays.steps.map(({ days, share }) => ({ days, share }))];
  return (
    <div className="chart" role="img" aria-label={describeStays(stays)}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={points} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid {...GRID} />
          <XAxis dataKey="days" type="number" tickFormatter={(days: number) => `${days} d`} {...AXIS_X} />
          <YAxis domain={[0, 1]} tickFormatter={(share: number) => formatShare(share, 1)} {...AXIS_Y} />
          <Tooltip
            formatter={(share) => [formatShare(Number(share), 1), 'Still in']}
            labelFormatter={(days) => `After ${plural(Number(days), 'day')}`}
          />
          <ReferenceLine y={0.5} stroke="#8a8a8a" strokeDasharray="3 3" />
          <Line
            dataKey="share"
            type="stepAfter"
            stroke={NOW_COLOR}
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
