import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { HealthDay } from '#app/domain/segments/health/report.ts';
import type { MembershipCause } from '#app/domain/segments/membership.ts';
import { DataTable, type Column } from '../../data-table.tsx';
import { formatCount, formatDay } from '../../format.ts';
import { CAUSES, causesIn, totalOf } from './causes.ts';
import { ChartCard } from '../../chart-card.tsx';
import { AXIS_X, AXIS_Y, GRID } from '../../chart-style.ts';
import { Legend } from '../../legend.tsx';

/** Who came in (up) and who left (down) each day, by cause. */
export function MovesCard({ days, note }: { days: readonly HealthDay[]; note: string }) {
  const causes = causesIn(days);
  return (
    <ChartCard
      title="Came in and left"
      finding={describeMoves(days)}
      note={note}
      chart={
        <>
          <MovesChart days={days} causes={causes} />
          <Legend series={causes.map((cause) => CAUSES[cause])} />
        </>
      }
      table={
        <DataTable
          caption="Moves by day and cause"
          columns={columnsFor(causes)}
          rows={days.toReversed()}
          keyOf={({ day }) => day}
        />
      }
    />
  );
}

function describeMoves(days: readonly HealthDay[]): string {
  const sum = (which: 'entered' | 'left'): number => days.reduce((all, day) => all + totalOf(day[which]), 0);
  const [entered, left] = [sum('entered'), sum('left')];
  const span = days.length === 1 ? 'on one day' : `in ${days.length} days`;
  return `${formatCount(entered)} came in and ${formatCount(left)} left ${span}.`;
}

function columnsFor(causes: readonly MembershipCause[]): Column<HealthDay>[] {
  return [
    { title: 'Day', kind: 'main', cell: ({ day }) => formatDay(day) },
    ...causes.map((cause): Column<HealthDay> => ({
      title: CAUSES[cause].title,
      kind: 'number',
      cell: ({ entered, left }) => `+${formatCount(entered[cause] ?? 0)} −${formatCount(left[cause] ?? 0)}`,
    })),
  ];
}

interface MovesChartProps {
  readonly days: readonly HealthDay[];
  readonly causes: readonly MembershipCause[];
}

function MovesChart({ days, causes }: MovesChartProps) {
  const points = days.map(({ day, entered, left }) => ({
    label: formatDay(day),
    ...Object.fromEntries(causes.map((cause) => [`in ${cause}`, entered[cause] ?? 0])),
    ...Object.fromEntries(causes.map((cause) => [`out ${cause}`, -(left[cause] ?? 0)])),
  }));
  return (
    <div className="chart" role="img" aria-label={describeMoves(days)}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={points} stackOffset="sign" margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid {...GRID} />
          <XAxis dataKey="label" {...AXIS_X} />
          <YAxis
            allowDecimals={false}
            tickFormatter={(value: number) => formatCount(Math.abs(value))}
            {...AXIS_Y}
          />
          <Tooltip formatter={(value) => formatCount(Math.abs(Number(value)))} />
          <ReferenceLine y={0} stroke="#8a8a8a" />
          {(['in', 'out'] as const).flatMap((way) =>
            causes.map((cause) => (
              <Bar
                key={`${way} ${cause}`}
                dataKey={`${way} ${cause}`}
                name={`${way === 'in' ? 'Came in' : 'Left'}: ${CAUSES[cause].title}`}
                stackId="moves"
                fill={CAUSES[cause].color}
                isAnimationActive={false}
              />
            )),
          )}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
