import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { AXIS_X, AXIS_Y, GRID, NOW_COLOR } from '../chart-style.ts';

interface ActivityChartProps {
  readonly title: string;
  readonly points: readonly { label: string; value: number }[];
  readonly format: (value: number) => string;
}

/** A line chart of whole days. Its box has a fixed height, so nothing moves when it fills in after hydration. */
export function ActivityChart({ title, points, format }: ActivityChartProps) {
  return (
    <div className="chart" role="img" aria-label={describe(title, points, format)}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={[...points]} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid {...GRID} />
          <XAxis dataKey="label" {...AXIS_X} minTickGap={32} />
          <YAxis tickFormatter={format} allowDecimals={false} {...AXIS_Y} />
          <Tooltip formatter={(value) => [format(Number(value)), title]} />
          <Line
            dataKey="value"
            name={title}
            type="linear"
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

function describe(
  title: string,
  points: ActivityChartProps['points'],
  format: (value: number) => string,
): string {
  const highest = points.reduce((best, point) => (point.value > best.value ? point : best), {
    label: '',
    value: 0,
  });
  const total = points.reduce((sum, point) => sum + point.value, 0);
  if (total === 0) return `${title} by day: none yet.`;
  return `${title} by day: ${format(total)} in all, most on ${highest.label} with ${format(highest.value)}.`;
}
