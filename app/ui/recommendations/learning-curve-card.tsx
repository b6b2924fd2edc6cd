import { Card, BlockStack, Text } from '@shopify/polaris';
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
import { ChartCard } from '../chart-card.tsx';
import { AXIS_X, AXIS_Y, GRID, NOW_COLOR } from '../chart-style.ts';
import { DataTable, type Column } from '../data-table.tsx';
import { formatCount, formatShare, formatTime } from '../format.ts';
import type { VersionView } from './view.ts';
import { shareWithChance } from './words.ts';

type Tested = VersionView & { readonly gate: NonNullable<VersionView['gate']> };

interface LearningCurveProps {
  readonly versions: readonly VersionView[];
  readonly timezone: string;
}

/** How good each version was, by the orders it learned from. */
export function LearningCurveCard({ versions, timezone }: LearningCurveProps) {
  const tested = versions.filter((version): version is Tested => version.gate !== null).toReversed();
  const finding = describe(tested);
  if (tested.length < 2)
    return (
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Learning curve
          </Text>
          <Text as="p">{finding}</Text>
        </BlockStack>
      </Card>
    );
  return (
    <ChartCard
      title="Learning curve"
      finding={finding}
      note="Share of questions with a product that was bought among the first ten, by version; the band is the 95% interval. Each version is asked about its own latest weeks, so neighbours differ by their weeks too."
      chart={<Curve tested={tested} finding={finding} />}
      table={
        <DataTable
          caption="Learning curve"
          columns={columnsFor(timezone)}
          rows={tested.toReversed()}
          keyOf={({ version }) => String(version)}
        />
      }
    />
  );
}

function columnsFor(timezone: string): Column<Tested>[] {
  return [
    { title: 'Version', kind: 'main', cell: ({ version }) => String(version) },
    { title: 'Trained', kind: 'number', cell: ({ trainedAt }) => formatTime(trainedAt, timezone) },
    { title: 'Orders', kind: 'number', cell: ({ orders }) => formatCount(orders) },
    { title: 'In the first 10', kind: 'number', cell: ({ gate }) => shareWithChance(gate.candidate) },
  ];
}

function Curve({ tested, finding }: { tested: readonly Tested[]; finding: string }) {
  const points = tested.map(({ version, orders, gate: { candidate } }) => ({
    label: `v${version} · ${formatCount(orders)}`,
    share: candidate.mean,
    band: [Math.max(0, candidate.mean - candidate.plusMinus), candidate.mean + candidate.plusMinus],
  }));
  return (
    <div className="chart" role="img" aria-label={finding}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={points} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid {...GRID} />
          <XAxis dataKey="label" {...AXIS_X} />
          <YAxis tickFormatter={(share) => formatShare(Number(share), 1)} {...AXIS_Y} />
          <Tooltip formatter={(share) => [formatShare(Number(share), 1), 'In the first 10']} />
          <Area
            dataKey="band"
            stroke="none"
            fill={NOW_COLOR}
            fillOpacity={0.12}
            isAnimationActive={false}
            tooltipType="none"
          />
          <Line dataKey="share" stroke={NOW_COLOR} strokeWidth={2} isAnimationActive={false} />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function describe(tested: readonly Tested[]): string {
  const [first, last] = [tested[0], tested.at(-1)];
  if (!first || !last) return 'No version was tested yet, so there is no curve.';
  const now = `${shareWithChance(last.gate.candidate)} with ${formatCount(last.orders)} orders`;
  if (first === last) return `One version was tested so far: ${now}. A curve takes a second one.`;
  return `From ${shareWithChance(first.gate.candidate)} with ${formatCount(first.orders)} orders to ${now}.`;
}
