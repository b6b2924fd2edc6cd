import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { HealthDay } from '#app/domain/segments/health/report.ts';
import { DataTable, type Column } from '../../data-table.tsx';
import { formatCount, formatDay, plural } from '../../format.ts';
import { totalOf } from './causes.ts';
import { ChartCard } from '../../chart-card.tsx';
import { AXIS_X, AXIS_Y, GRID, NOW_COLOR } from '../../chart-style.ts';

/** Members at the end of each day: recorded ones in full, told ones dashed. */
export function SizeCard({ days, note }: { days: readonly HealthDay[]; note: string }) {
  return (
    <ChartCard
      title="Members over time"
      finding={describeSizes(days)}
      note={note}
      chart={<SizeChart days={days} />}
      table={
        <DataTable
          caption="Members by day"
          columns={COLUMNS}
          rows={days.toReversed()}
          keyOf={({ day }) => day}
        />
      }
    />
  );
}

const COLUMNS: Column<HealthDay>[] = [
  { title: 'Day', kind: 'main', cell: ({ day }) => formatDay(day) },
  { title: 'Members at its end', kind: 'number', cell: ({ members }) => formatCount(members) },
  { title: 'Came in', kind: 'number', cell: ({ entered }) => formatCount(totalOf(entered)) },
  { title: 'Left', kind: 'number', cell: ({ left }) => formatCount(totalOf(left)) },
  { title: 'Known from', cell: ({ isTold }) => (isTold ? 'Orders' : 'Record') },
];

function SizeChart({ days }: { days: readonly HealthDay[] }) {
  const points = days.map(({ day, members, isTold }, index) => ({
    label: formatDay(day),
    told: isTold ? members : null,
    // The first recorded day begins where the told ones end, so that the line has no gap.
    recorded: !isTold || days[index + 1]?.isTold === false ? members : null,
  }));
  return (
    <div className="chart" role="img" aria-label={describeSizes(days)}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={points} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid {...GRID} />
          <XAxis dataKey="label" {...AXIS_X} />
          <YAxis allowDecimals={false} tickFormatter={formatCount} {...AXIS_Y} />
          <Tooltip formatter={(value) => [formatCount(Number(value)), 'Members']} />
          <Area
            dataKey="told"
            stroke="none"
            fill={NOW_COLOR}
            fillOpacity={0.06}
            isAnimationActive={false}
            tooltipType="none"
          />
          <Area
            dataKey="recorded"
            stroke="none"
            fill={NOW_COLOR}
            fillOpacity={0.12}
            isAnimationActive={false}
            tooltipType="none"
          />
          <Line
            dataKey="told"
            stroke={NOW_COLOR}
            strokeWidth={2}
            strokeDasharray="4 3"
            dot={false}
            isAnimationActive={false}
          />
          <Line dataKey="recorded" stroke={NOW_COLOR} strokeWidth={2} dot={false} isAnimationActive={false} />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function describeSizes(days: readonly HealthDay[]): string {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return 'No day is known yet.';
  const members = plural(last.members, 'member');
  if (first === last) return `${members} on ${formatDay(last.day)}.`;
  const change = last.members - first.members;
  if (change === 0) return `${members} now, as many as on ${formatDay(first.day)}.`;
  const word = change > 0 ? 'more' : 'fewer';
  return `${members} now, ${formatCount(Math.abs(change))} ${word} than on ${formatDay(first.day)}.`;
}
