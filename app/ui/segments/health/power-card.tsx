import { BlockStack, Card, Text } from '@shopify/polaris';
import type { SegmentPower } from '#app/domain/segments/health/report.ts';
import { formatCount, formatDate, formatShare } from '../../format.ts';

/** Whether a test on the segment could show anything. */
export function PowerCard({ power, timezone }: { power: SegmentPower; timezone: string }) {
  const { sentence, neededPerArm, weeklyCheckouts, completionRate, relativeEffect } = power;
  const since = `since ${formatDate(power.since, timezone)}`;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Could a test show anything?
        </Text>
        <Text as="p">{sentence}</Text>
        {neededPerArm !== null && completionRate !== null && (
          <Text as="p" variant="bodySm" tone="subdued">
            {`Of checkouts, ${formatShare(completionRate, 1)} are completed. To tell ${formatShare(relativeEffect, 1)} more from chance, each of two arms needs ${formatCount(neededPerArm)} checkouts (two-sided 5%, power 80%); members bring ${formatCount(Math.round(weeklyCheckouts))} a week, counted ${since}: ${COUNTED[power.countedBy]}.`}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

const COUNTED = {
  then: 'whoever was in when the checkout asked',
  now: 'whoever is in now, because the segment was changed less than a week ago',
} as const;
