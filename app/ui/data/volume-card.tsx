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
import { AXIS_X, AXIS_Y, GRID, NOW_COLOR, THEN_COLOR } from '../chart-style.ts';
import { ChartCard } from '../chart-card.tsx';
import { DataTable } from '../data-table.tsx';
import { formatCount, formatTime, plural } from '../format.ts';
import { formatUsual, type HealthView } from './topics-card.tsx';

interface VolumeCardProps {
  readonly health: HealthView;
  readonly timezone: string;
}

/** Deliveries hour by hour, over the span that is usual for the hour. */
export function VolumeCard({ health: { hours }, timezone }: VolumeCardProps) {
  const all = hours.reduce((sum, { deliveries }) => sum + deliveries, 0);
  const isKnown = hours.some(({ usual }) => usual !== null);
  const silent = hours
    .slice(0, -1)
    .filter(({ deliveries, usual }) => deliveries === 0 && (usual?.low ?? 0) > 0).length;
  const points = hours.map(({ hour, deliveries, usual }) => ({
    hour,
    label: formatTime(hour, timezone).split(', ').at(-1) ?? '',
    deliveries,
    usual,
    band: usual && [usual.low, usual.high],
  }));
  return (
    <ChartCard
      title="Deliveries by hour"
      finding={
        all === 0
          ? 'Nothing came in the last day.'
          : `${plural(all, 'delivery', 'deliveries')} came; ${isKnown ? gapsOf(silent) : 'what is usual is known after a week'}.`
      }
      note="The band is what the same hours of up to four past weeks brought, widened by two standard deviations of chance. The last hour is under way."
      chart={
        <div
          className="chart"
          role="img"
          aria-label={`Deliveries by hour: ${formatCount(all)} in all. The table has each hour.`}
        >
          <ResponsiveContainer width="100%" height="100%">
            <ComposedChart data={points} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
              <CartesianGrid {...GRID} />
              <XAxis dataKey="label" {...AXIS_X} />
              <YAxis allowDecimals={false} tickFormatter={formatCount} {...AXIS_Y} />
              <Tooltip />
              <Area
                dataKey="band"
                name="Usual"
                stroke="none"
                fill={THEN_COLOR}
                fillOpacity={0.5}
                isAnimationActive={false}
              />
              <Line
                dataKey="deliveries"
                name="Deliveries"
                stroke={NOW_COLOR}
                strokeWidth={2}
                dot={false}
                isAnimationActive={false}
              />
            </ComposedChart>
          </ResponsiveContainer>
        </div>
      }
      table={
        <DataTable
          caption="Deliveries by hour"
          columns={[
            { title: 'Hour', kind: 'main', cell: ({ hour }) => formatTime(hour, timezone) },
            { title: 'Deliveries', kind: 'number', cell: ({ deliveries }) => formatCount(deliveries) },
            { title: 'Usual', kind: 'number', cell: ({ usual }) => formatUsual(usual) },
          ]}
          rows={points}
          keyOf={({ hour }) => String(hour)}
        />
      }
    />
  );
}

const gapsOf = (silent: number): string =>
  silent === 0 ? 'no hour that is never silent was' : `${plural(silent, 'hour')} that never are silent were`;
