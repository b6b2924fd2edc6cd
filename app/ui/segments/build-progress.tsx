import { BlockStack, ProgressBar, Text } from '@shopify/polaris';
import { formatCount } from '../format.ts';

export interface BuildView {
  readonly done: number;
  readonly all: number;
  readonly isNew: boolean;
}

/** How far the members of a saved rule are found, and what counts until then. */
export function BuildProgress({ done, all, isNew }: BuildView) {
  const until = isNew ? 'it has no members until then' : 'the rule before it counts until then';
  return (
    <BlockStack gap="100">
      <Text as="p" variant="bodySm" tone="subdued">
        {`Looking at shoppers: ${formatCount(done)} of ${formatCount(all)}; ${until}.`}
      </Text>
      <ProgressBar progress={all === 0 ? 100 : Math.round((100 * done) / all)} size="small" />
    </BlockStack>
  );
}
