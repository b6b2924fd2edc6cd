import { Area, AreaChart, CartesianGrid, Legend, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { knownShare, type PeriodTally } from '#app/domain/experiments/checkouts/traffic.ts';
import { ChartCard } from '../chart-card.tsx';
import { ARM_COLORS, AXIS_X, AXIS_Y, GRID } from '../chart-style.ts';
import { DataTable } from '../data-table.tsx';
import { formatCount, formatShare, formatTime } from '../format.ts';

interface TrafficCardProps {
  readonly report: Pick<CheckoutReport, 'control' | 'computedAt'>;
  readonly periods: readonly PeriodTally[];
  readonly timezone: string;
}

/** How an experiment's shares followed its results, and what that costs in certainty. */
export function TrafficCard({ report, periods, timezone }: TrafficCardProps) {
  const names = (periods[0]?.arms ?? []).map(({ arm }) => arm);
  const since = ({ at }: PeriodTally) => formatTime(at, timezone);
  return (
    <ChartCard
      title="Traffic"
      finding={costSentence(periods, report.control)}
      note="At most once a day the shares of shoppers who are new to the experiment follow the chance of each arm to be the best. Whoever entered stays in their arm. Arms are compared within each of these periods, because a plain comparison would also compare the days."
      chart={<TrafficChart names={names} periods={periods} until={report.computedAt} timezone={timezone} />}
      table={
        <DataTable
          caption="Shares over time"
          rows={periods}
          keyOf={({ at }) => `${at}`}
          columns={[
            { title: 'Since', kind: 'main', cell: since },
            ...names.map((name, place) => ({
              title: name,
              kind: 'number' as const,
              cell: ({ arms }: PeriodTally) =>
                `${formatShare(arms[place]?.share ?? 0, 1)} (${formatCount(arms[place]?.units ?? 0)})`,
            })),
          ]}
        />
      }
    />
  );
}

/** For the arm of which least is known beside even shares. */
function costSentence(periods: readonly PeriodTally[], control: string): string {
  const others = (periods[0]?.arms ?? []).filter(({ arm }) => arm !== control);
  const known = others.flatMap(({ arm }) => {
    const share = knownShare(periods, arm, control);
    return share === null ? [] : [{ arm, share }];
  });
  const [least] = known.toSorted((a, b) => a.share - b.share);
  if (periods.length < 2 || !least) return 'The shares have not changed yet.';
  return least.share < 0.995
    ? `Of ${least.arm} less ${control} as much is known as the first shares would have told with ${formatShare(least.share, 1)} of these shoppers.`
    : 'So far the changed shares cost no certainty.';
}

interface TrafficChartProps {
  readonly names: readonly string[];
  readonly periods: readonly PeriodTally[];
  readonly until: number;
  readonly timezone: string;
}

/** A share holds from its period's beginning to the next one's. */
function TrafficChart({ names, periods, until, timezone }: TrafficChartProps) {
  const shares = ({ arms }: PeriodTally) => Object.fromEntries(arms.map(({ arm, share }) => [arm, share]));
  const last = periods.at(-1);
  const points = periods.map((period) => ({ at: period.at, ...shares(period) }));
  const data = last ? [...points, { at: Math.max(until, last.at), ...shares(last) }] : points;
  return (
    <div className="chart" role="img" aria-label="The share of each arm over time.">
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart data={data} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid {...GRID} />
          <XAxis
            {...AXIS_X}
            dataKey="at"
            type="number"
            domain={['dataMin', 'dataMax']}
            tickFormatter={(at: number) => formatTime(at, timezone)}
            minTickGap={60}
          />
          <YAxis {...AXIS_Y} domain={[0, 1]} tickFormatter={(share: number) => formatShare(share, 1)} />
          <Legend />
          {names.map((name, place) => (
            <Area
              key={name}
              dataKey={name}
              name={name}
              stackId="shares"
              type="stepAfter"
              stroke="none"
              fill={ARM_COLORS[place % ARM_COLORS.length]}
              fillOpacity={0.85}
              isAnimationActive={false}
            />
          ))}
        </AreaChart>
      </ResponsiveContainer>
    </div>
  );
}
