import { BlockStack, Card, Text } from '@shopify/polaris';

/** One number with what it counts and since when. */
export function Figure({ title, value, note }: { title: string; value: string; note: string }) {
  return (
    <Card>
      <BlockStack gap="150">
        <Text as="h2" variant="bodySm" tone="subdued">
          {title}
        </Text>
        <div className="figure-value">{value}</div>
        <Text as="p" variant="bodySm" tone="subdued">
          {note}
        </Text>
      </BlockStack>
    </Card>
  );
}
