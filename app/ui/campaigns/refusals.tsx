import { BlockStack, List, Text } from '@shopify/polaris';

/** Refusals shown; the first are what was wanted most. */
const MOST_REFUSALS = 8;

interface RefusalsProps {
  readonly refusals: readonly { readonly title: string; readonly reason: string }[];
}

/** Products that guardrails kept back, each with why; nothing when none was. */
export function Refusals({ refusals }: RefusalsProps) {
  if (refusals.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        Kept back by guardrails
      </Text>
      <List>
        {refusals.slice(0, MOST_REFUSALS).map(({ title, reason }) => (
          <List.Item key={title}>{`${title}: ${reason}`}</List.Item>
        ))}
        {refusals.length > MOST_REFUSALS && (
          <List.Item>{`and ${refusals.length - MOST_REFUSALS} more`}</List.Item>
        )}
      </List>
    </BlockStack>
  );
}
