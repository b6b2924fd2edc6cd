import { BlockStack, Card, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import type { CheckoutMetric } from '#app/domain/experiments/checkouts/columns.ts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import type { Added, Measure } from '#app/domain/experiments/checkouts/measures.ts';
import { DataTable, type Column } from '../data-table.tsx';
import { formatCount, formatPrice, formatShare } from '../format.ts';
import { formatDifference, formatMetric, METRIC_TITLES } from './words.ts';

interface ArmsCardProps {
  readonly report: CheckoutReport;
  readonly currency: string;
}

interface FigureRow {
  readonly title: string;
  readonly cells: readonly ReactNode[];
}

/** Every arm in a column, every figure in a row. */
export function ArmsCard({ report, currency }: ArmsCardProps) {
  const names = report.arms.map(({ arm }) => arm);
  const columns: readonly Column<FigureRow>[] = [
    { title: 'Figure', kind: 'main', cell: ({ title }) => title },
    ...names.map((name, place): Column<FigureRow> => ({
      title: name === report.control && name.toLowerCase() !== 'control' ? `${name} (control)` : name,
      kind: 'number',
      cell: ({ cells }) => cells[place],
    })),
  ];
  return (
    <Card padding="0">
      <div className="card-head">
        <Text as="h2" variant="headingMd">
          Side by side
        </Text>
      </div>
      <DataTable
        caption="Arms side by side"
        columns={columns}
        rows={[...countRows(report), ...measureRows(report, names, currency)]}
        keyOf={({ title }) => title}
      />
    </Card>
  );
}

/** A metric of which a unit's sum is looked at too. */
const UNIT_TITLES: Readonly<Record<CheckoutMetric, string>> = {
  ...METRIC_TITLES,
  profit: 'Profit per 1,000 units',
  revenue: 'Revenue per 1,000 units',
};

function countRows({ arms }: CheckoutReport): readonly FigureRow[] {
  return [
    { title: 'Shoppers or checkouts drawn', cells: arms.map(({ units }) => formatCount(units)) },
    { title: 'Checkouts', cells: arms.map(({ checkouts }) => formatCount(checkouts)) },
    {
      title: 'Really saw something',
      cells: arms.map(({ seen, checkouts }) => `${formatCount(seen)} (${formatShare(seen, checkouts)})`),
    },
    {
      title: 'Could not see anything',
      cells: arms.map(
        ({ neverAsked, checkouts }) => `${formatCount(neverAsked)} (${formatShare(neverAsked, checkouts)})`,
      ),
    },
    { title: 'Orders', cells: arms.map(({ orders }) => formatCount(orders)) },
  ];
}

function measureRows(
  { result }: CheckoutReport,
  names: readonly string[],
  currency: string,
): readonly FigureRow[] {
  return (result?.measures ?? []).flatMap((measure) => {
    const metric = metricNamed(measure);
    if (metric === null) return [];
    // A figure is what the arm had; its difference is the one that decides.
    const told =
      measure.cap === null
        ? result?.measures.find((other) => other.metric === measure.metric && other.decides)
        : measure;
    const cells = names.map((name) => {
      const arm = measure.arms.find((other) => other.arm === name);
      if (!arm || arm.value === null) return '–';
      return (
        <Value
          value={formatMetric(metric, arm.value, currency)}
          added={
            result?.split.isMismatch ? null : (told?.arms.find((other) => other.arm === name)?.added ?? null)
          }
          tell={(value) => formatDifference(metric, value, currency)}
        />
      );
    });
    const title = measure.cap === null ? METRIC_TITLES[metric] : UNIT_TITLES[metric];
    return [{ title: `${title}${capped(measure, currency)}`, cells }];
  });
}

/** The plain view of a metric a checkout; of the deciding one also the mean of a unit without its outliers. */
function metricNamed({ metric, view }: Measure): CheckoutMetric | null {
  const found = (Object.keys(METRIC_TITLES) as CheckoutMetric[]).find((name) => metric.startsWith(name));
  if (found === undefined) return null;
  return metric === found ? (view === 'plain' ? found : null) : view === 'winsorised' ? found : null;
}

function capped({ cap, metric }: Measure, currency: string): string {
  if (cap === null || metric.startsWith('completed')) return '';
  return `, of units with at most ${formatPrice({ amountMinor: Math.round(cap), currency })} each`;
}

function Value({
  value,
  added,
  tell,
}: {
  value: string;
  added: Added | null;
  tell: (value: number) => string;
}) {
  if (added === null) return <>{value}</>;
  return (
    <BlockStack gap="050">
      <span>{value}</span>
      <Text as="span" variant="bodySm" tone="subdued">
        {`${tell(added.difference)} (${tell(added.low)} to ${tell(added.high)})`}
      </Text>
    </BlockStack>
  );
}
