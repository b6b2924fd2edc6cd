import { Badge, BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import type { SimulatedStudy } from '#app/domain/experiments/simulation/study.ts';
import { SIMULATED, titleOfStudy, verdictOfStudy } from './words.ts';

/** Leads to simulated studies, and says what they are. */
export function SimulatedCard({ studies }: { studies: readonly SimulatedStudy[] }) {
  if (studies.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            What it looks like after a month
          </Text>
          <Badge tone="attention">Simulated</Badge>
        </InlineStack>
        {studies.map((study) => (
          <BlockStack key={study.id} gap="050">
            <Link url={`/app/simulated/${study.id}`}>{titleOfStudy(study.id)}</Link>
            <Text as="p">{verdictOfStudy(study)}</Text>
          </BlockStack>
        ))}
        <Text as="p" variant="bodySm" tone="subdued">
          {SIMULATED}
        </Text>
      </BlockStack>
    </Card>
  );
}
