import { BlockStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';

/** A card's title, and in small what it is about. */
export function CardHead({ title, children }: { readonly title: ReactNode; readonly children: ReactNode }) {
  return (
    <BlockStack gap="100">
      <Text as="h2" variant="headingMd">
        {title}
      </Text>
      <Text as="p" variant="bodySm" tone="subdued">
        {children}
      </Text>
    </BlockStack>
  );
}
