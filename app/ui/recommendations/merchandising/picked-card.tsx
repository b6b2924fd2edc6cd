import { BlockStack, Card } from '@shopify/polaris';
import { CardHead } from '../../card-head.tsx';
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
        <CardHead title={title}>{explanation}</CardHead>
        <ProductPicker {...picker} />
      </BlockStack>
    </Card>
  );
}
