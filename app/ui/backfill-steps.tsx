import { useId } from 'react';
import { Badge, BlockStack, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { formatCount, plural } from './format.ts';

export interface Step {
  readonly step: string;
  readonly status: string;
  readonly objectsDone: number;
  readonly objectsAll: number | null;
  readonly message: string | null;
}

const TITLES: Readonly<Record<string, string>> = {
  shop: 'Shop and markets',
  products: 'Products and prices',
  customers: 'Customers',
  orders: 'Orders',
  model: 'Recommendations',
};

const STATUS: Readonly<
  Record<string, { text: string; tone?: 'success' | 'attention' | 'critical' | 'info' }>
> = {
  pending: { text: 'Waiting' },
  requested: { text: 'Shopify prepares it', tone: 'info' },
  reading: { text: 'Reading', tone: 'info' },
  done: { text: 'Done', tone: 'success' },
  failed: { text: 'Failed', tone: 'critical' },
};

/** Whether something is still being read, so that a page should look again. */
export function isReading(steps: readonly Pick<Step, 'status'>[]): boolean {
  return steps.some(({ status }) => status !== 'done' && status !== 'failed');
}

/** How far each step of reading the shop's history is. */
export function BackfillSteps({ steps }: { steps: readonly Step[] }) {
  return (
    <BlockStack gap="300">
      {steps.map((step) => (
        <StepLine key={step.step} {...step} />
      ))}
    </BlockStack>
  );
}

function StepLine({ step, status, objectsDone, objectsAll, message }: Step) {
  const { text, tone } = STATUS[status] ?? { text: status };
  const titleId = useId();
  const percent = objectsAll ? Math.min(100, Math.round((objectsDone / objectsAll) * 100)) : 0;
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" variant="bodyMd" id={titleId}>
            {TITLES[step] ?? step}
          </Text>
          <Badge tone={tone}>{text}</Badge>
        </InlineStack>
        <Text as="span" variant="bodySm" tone="subdued" numeric>
          {countText(objectsDone, objectsAll)}
        </Text>
      </InlineStack>
      {status === 'reading' && (
        <ProgressBar progress={percent} size="small" animated={false} ariaLabelledBy={titleId} />
      )}
      {message !== null && (
        <Text as="p" variant="bodySm" tone={status === 'failed' ? 'critical' : 'subdued'}>
          {message}
        </Text>
      )}
    </BlockStack>
  );
}

/** Rows that Shopify sent: an order's lines are rows too. */
function countText(done: number, all: number | null): string {
  if (all !== null && all > done) return `${formatCount(done)} of ${plural(all, 'row')}`;
  return done > 0 || all !== null ? plural(done, 'row') : '';
}
