import { BlockStack, Card, Text } from '@shopify/polaris';
import { ProductPicker, type PickedProduct } from '../../product-picker.tsx';

interface PickedCardProps {
  readonly title: string;
  /** What being in the list does. */
  readonly explanation: string;
  readonly label: string;
  readonly picked: readonly PickedProduct[];
  readonly error: string | undefined;
  readonly onChange: (picked: readonly PickedProduct[]) => void;
}

/** A list of products chosen by hand. */
export function PickedCard({ title, explanation, ...picker }: PickedCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            {explanation}
          </Text>
        </BlockStack>
        <ProductPicker {...picker} />
      </BlockStack>
    </Card>
  );
}
