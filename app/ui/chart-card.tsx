import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useState, type ReactNode } from 'react';

interface ChartCardProps {
  readonly title: string;
  /** What the chart says, in a sentence. */
  readonly finding: string;
  /** Since when, and how it is known. */
  readonly note: string;
  readonly chart: ReactNode;
  readonly table: ReactNode;
}

/** A chart under the sentence it shows, or the same numbers as a table. */
export function ChartCard({ title, finding, note, chart, table }: ChartCardProps) {
  const [isTable, setIsTable] = useState(false);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Button
            variant="plain"
            onClick={() => setIsTable(!isTable)}
            accessibilityLabel={`${title}: show as ${isTable ? 'chart' : 'table'}`}
          >
            {isTable ? 'Show as chart' : 'Show as table'}
          </Button>
        </InlineStack>
        <Text as="p">{finding}</Text>
        {isTable ? <div className="chart-table">{table}</div> : chart}
        <Text as="p" variant="bodySm" tone="subdued">
          {note}
        </Text>
      </BlockStack>
    </Card>
  );
}
