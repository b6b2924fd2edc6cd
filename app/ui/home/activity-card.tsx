import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { minorDigits } from '#app/domain/kernel/money.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import { DataTable } from '../data-table.tsx';
import type { Column } from '../data-table.tsx';
import { formatCount, formatDay, formatPrice, formatPrices } from '../format.ts';
import { ActivityChart } from './activity-chart.tsx';

export interface Day {
  readonly day: string;
  readonly decisions: number;
  readonly exposures: number;
  readonly acceptances: number;
  readonly revenue: readonly Money[];
}

const SERIES = [
  { id: 'decisions', title: 'Decisions' },
  { id: 'exposures', title: 'Shown' },
  { id: 'acceptances', title: 'Accepted' },
  { id: 'revenue', title: 'Revenue' },
] as const;
type SeriesId = (typeof SERIES)[number]['id'];

/** One line a day, for one series at a time, or the same numbers as a table. */
export function ActivityCard({ days, currency }: { days: readonly Day[]; currency: string }) {
  const [series, setSeries] = useState<SeriesId>('decisions');
  const [isTable, setIsTable] = useState(false);
  const title = SERIES.find(({ id }) => id === series)?.title ?? '';
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Day by day
          </Text>
          <Button variant="plain" onClick={() => setIsTable(!isTable)}>
            {isTable ? 'Show as chart' : 'Show as table'}
          </Button>
        </InlineStack>
        {!isTable && <SeriesChoice chosen={series} onChoose={setSeries} />}
        {isTable ? (
          <DayTable days={days} currency={currency} />
        ) : (
          <ActivityChart
            title={title}
            points={days.map((day) => ({ label: formatDay(day.day), value: valueOf(day, series, currency) }))}
            format={(value) => (series === 'revenue' ? formatMajor(value, currency) : formatCount(value))}
          />
        )}
      </BlockStack>
    </Card>
  );
}

function SeriesChoice({ chosen, onChoose }: { chosen: SeriesId; onChoose: (series: SeriesId) => void }) {
  return (
    <ButtonGroup variant="segmented">
      {SERIES.map(({ id, title }) => (
        <Button key={id} size="slim" pressed={id === chosen} onClick={() => onChoose(id)}>
          {title}
        </Button>
      ))}
    </ButtonGroup>
  );
}

/** Revenue is drawn in the shop's currency; amounts in another one are in the table only. */
function valueOf(day: Day, series: SeriesId, currency: string): number {
  if (series !== 'revenue') return day[series];
  const amount = day.revenue.find((money) => money.currency === currency);
  return (amount?.amountMinor ?? 0) / 10 ** minorDigits(currency);
}

function formatMajor(value: number, currency: string): string {
  return formatPrice({ amountMinor: Math.round(value * 10 ** minorDigits(currency)), currency });
}

function DayTable({ days, currency }: { days: readonly Day[]; currency: string }) {
  const columns: Column<Day>[] = [
    { title: 'Day', kind: 'main', cell: ({ day }) => formatDay(day) },
    { title: 'Decisions', kind: 'number', cell: ({ decisions }) => formatCount(decisions) },
    { title: 'Shown', kind: 'number', cell: ({ exposures }) => formatCount(exposures) },
    { title: 'Accepted', kind: 'number', cell: ({ acceptances }) => formatCount(acceptances) },
    { title: 'Revenue', kind: 'number', cell: ({ revenue }) => formatPrices(revenue, currency) },
  ];
  return (
    <div className="chart-table">
      <DataTable
        caption="Activity by day"
        columns={columns}
        rows={[...days].reverse()}
        keyOf={({ day }) => day}
      />
    </div>
  );
}
