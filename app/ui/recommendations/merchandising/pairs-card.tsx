import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { CardHead } from '../../card-head.tsx';
import { ProductPicker } from '../../product-picker.tsx';
import type { PairDraft } from './draft.ts';

interface PairsCardProps {
  readonly pairs: readonly PairDraft[];
  readonly error: string | undefined;
  readonly onChange: (pairs: readonly PairDraft[]) => void;
}

/** What goes with a product of the cart, before what was learned. */
export function PairsCard({ pairs, error, onChange }: PairsCardProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="Pairs by hand">
          With a product in the cart, these are offered before what was learned: useful for what is new, and
          for what you know better.
        </CardHead>
        {pairs.map((pair, index) => (
          <div key={pair.product.id} className="pair">
            <BlockStack gap="300">
              <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
                <Text as="h3" variant="headingSm" breakWord>
                  {`With ${pair.product.title}${pair.product.isGone ? ' (gone from the catalog)' : ''}, offer`}
                </Text>
                <Button
                  variant="plain"
                  accessibilityLabel={`Remove the pair of ${pair.product.title}`}
                  onClick={() => onChange(pairs.filter((_, at) => at !== index))}
                >
                  Remove pair
                </Button>
              </InlineStack>
              <ProductPicker
                label={`Find what goes with ${pair.product.title}`}
                picked={pair.offer}
                error={undefined}
                onChange={(offer) =>
                  onChange(pairs.map((each, at) => (at === index ? { ...each, offer } : each)))
                }
              />
            </BlockStack>
          </div>
        ))}
        <ProductPicker
          label="Find a product to pair"
          picked={[]}
          error={error}
          onChange={([product]) => {
            const isNew = product && !pairs.some((pair) => pair.product.id === product.id);
            if (isNew) onChange([...pairs, { product, offer: [] }]);
          }}
        />
      </BlockStack>
    </Card>
  );
}
