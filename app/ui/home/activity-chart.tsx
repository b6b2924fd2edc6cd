import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

interface ActivityChartProps {
  readonly title: string;
  readonly points: readonly { label: string; value: number }[];
  readonly format: (value: number) => string;
}

const LINE = '#2c6ecb';
const GREY = '#616161';

/** A line chart of whole days. Its box has a fixed height, so nothing moves when it fills in after hydration. */
export function ActivityChart({ title, points, format }: ActivityChartProps) {
  return (
    <div className="chart" role="img" aria-label={describe(title, points, format)}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={[...points]} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="#ebebeb" />
          <XAxis
            dataKey="label"
            tickLine={false}
            axisLine={{ stroke: '#d4d4d4' }}
            minTickGap={32}
            tick={{ fontSize: 12, fill: GREY }}
          />
          <YAxis
            tickFormatter={format}
            allowDecimals={false}
            width="auto"
            tickLine={false}
            axisLine={false}
            tick={{ fontSize: 12, fill: GREY }}
          />
          <Tooltip formatter={(value) => [format(Number(value)), title]} />
          <Line
            dataKey="value"
            name={title}
            type="linear"
            stroke={LINE}
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
