import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { Clauses } from '../segments/why-card.tsx';
import type { SegmentVerdictView } from './view.ts';

interface SegmentVerdictCardProps {
  readonly segment: SegmentVerdictView;
  readonly asOf: Instant;
  readonly timezone: string;
}

/** Whether the shopper was in a segment that a campaign asked about: the rule as it was, with the facts and their age. */
export function SegmentVerdictCard({ segment, asOf, timezone }: SegmentVerdictCardProps) {
  const { name, isMember, clauses, deciding } = segment;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">{`Segment “${name}”`}</Text>
          <Badge tone={isMember ? 'success' : 'attention'}>{isMember ? 'In' : 'Not in'}</Badge>
        </InlineStack>
        <Clauses clauses={clauses} deciding={deciding} asOf={asOf} timezone={timezone} />
      </BlockStack>
    </Card>
  );
}
