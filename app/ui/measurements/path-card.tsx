import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import type { PathPoint } from '#app/domain/experiments/checkouts/path.ts';
import { AXIS_X, AXIS_Y, GRID, NOW_COLOR, THEN_COLOR } from '../chart-style.ts';
import { ChartCard } from '../chart-card.tsx';
import { DataTable } from '../data-table.tsx';
import { formatDate } from '../format.ts';
import { formatDifference, METRIC_TITLES } from './words.ts';

interface PathCardProps {
  readonly report: Pick<CheckoutReport, 'path' | 'deciding' | 'control'>;
  readonly arm: string;
  readonly currency: string;
  readonly timezone: string;
  /** What is true, where a simulation knows it. */
  readonly truth?: number;
}

/** How one arm's difference from control, and what it may truly be, narrowed over time. */
export function PathCard({ report, arm, currency, timezone, truth }: PathCardProps) {
  const { path, deciding, control } = report;
  const points = path.filter((point) => point.arm === arm);
  const last = points.at(-1);
  if (!last) return null;
  const tell = (value: number) => formatDifference(deciding, value, currency);
  const day = ({ at }: PathPoint) => formatDate(at, timezone);
  return (
    <ChartCard
      title={`${METRIC_TITLES[deciding]}: ${arm} less ${control}`}
      finding={`${tell(last.difference)}, and truly between ${tell(last.low)} and ${tell(last.high)}.`}
      note="At each time all checkouts that began until then, with the orders and refunds known of them now."
      chart={
        <PathChart
          points={points.map((point) => ({ ...point, label: day(point) }))}
          tell={tell}
          truth={truth}
        />
      }
      table={
        <DataTable
          caption={`${arm} less ${control} over time`}
          rows={points}
          keyOf={({ at }) => `${at}`}
          columns={[
            { title: 'Until', kind: 'main', cell: day },
            { title: 'Difference', kind: 'number', cell: ({ difference }) => tell(difference) },
            { title: 'From', kind: 'number', cell: ({ low }) => tell(low) },
            { title: 'To', kind: 'number', cell: ({ high }) => tell(high) },
          ]}
        />
      }
    />
  );
}

interface PathChartProps {
  readonly points: readonly (PathPoint & { readonly label: string })[];
  readonly tell: (value: number) => string;
  readonly truth: number | undefined;
}

function PathChart({ points, tell, truth }: PathChartProps) {
  const data = points.map(({ label, difference, low, high }) => ({ label, difference, range: [low, high] }));
  return (
    <div
      className="chart"
      role="img"
      aria-label={`The interval over time, from ${points[0]?.label ?? ''} on.`}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={data} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid {...GRID} />
          <XAxis dataKey="label" {...AXIS_X} />
          <YAxis tickFormatter={tell} {...AXIS_Y} />
          <ReferenceLine y={0} stroke="#616161" />
          {truth !== undefined && (
            <ReferenceLine
              y={truth}
              stroke="#303030"
              strokeDasharray="4 4"
              label={{ value: 'the truth', position: 'insideTopRight', fontSize: 12 }}
            />
          )}
          <Area
            dataKey="range"
            type="linear"
            stroke="none"
            fill={THEN_COLOR}
            fillOpacity={0.6}
            isAnimationActive={false}
          />
          <Line
            dataKey="difference"
            type="linear"
            stroke={NOW_COLOR}
            strokeWidth={2}
            dot={points.length < 3}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
