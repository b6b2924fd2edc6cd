import { Badge, BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import type { SimulatedStudy } from '#app/domain/experiments/simulation/study.ts';
import { totalOf } from '../home/added-card.tsx';
import { SIMULATED } from './words.ts';

/** Home's figure as a simulated month has it, apart from the shop's own. */
export function SimulatedAddedCard({ study, currency }: { study: SimulatedStudy; currency: string }) {
  const total = totalOf(study.report, currency);
  if (total === null) return null;
  return (
    <Card>
      <BlockStack gap="150">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="bodySm" tone="subdued">
            Profit Attune added in a simulated month
          </Text>
          <Badge tone="attention">Simulated</Badge>
        </InlineStack>
        <div className="figure-value">{total.value}</div>
        <Text as="p" variant="bodySm" tone="subdued">
          {total.note}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {SIMULATED} <Link url={`/app/simulated/${study.id}`}>See it beside the truth</Link>
        </Text>
      </BlockStack>
    </Card>
  );
}
