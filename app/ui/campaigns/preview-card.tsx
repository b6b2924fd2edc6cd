import { Banner, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { ProductPicker, type PickedProduct } from '../product-picker.tsx';
import { ShopperField } from '../shopper-field.tsx';
import { ASK_URL } from './ask-url.ts';

interface PreviewCardProps {
  /** Null for a campaign that was never saved. */
  readonly id: string | null;
  /** The draft to send, as it stands in the editor. */
  readonly draft: () => object;
}

/** The campaign, as it stands in the editor, in the shop's own checkout. */
export function PreviewCard({ id, draft }: PreviewCardProps) {
  const [cart, setCart] = useState<readonly PickedProduct[]>([]);
  const [shopper, setShopper] = useState('');
  const [isOpening, setIsOpening] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const show = async (): Promise<void> => {
    setIsOpening(true);
    const products = cart.map((product) => product.id);
    const { address, problem: reason } = await askAddress({ id, draft: draft(), shopper, products });
    setIsOpening(false);
    setProblem(reason);
    if (address !== null) window.open(address, '_blank');
  };
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Preview in checkout
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            Opens your checkout with this cart and the campaign as it stands above, saved or not, whatever its
            schedule and limits. Nothing is recorded. The link works for two hours.
          </Text>
        </BlockStack>
        <ShopperField
          value={shopper}
          onChange={setShopper}
          helpText="Decided as this shopper. Left empty: as whoever opens it."
          problem={null}
          isAsking={false}
        />
        <ProductPicker
          label="Put products into the cart"
          picked={cart}
          error={undefined}
          onChange={setCart}
        />
        {problem !== null && <Banner tone="critical">{problem}</Banner>}
        <InlineStack>
          <Button onClick={() => void show()} loading={isOpening} disabled={cart.length === 0}>
            Open checkout
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

interface PreviewAnswer {
  readonly address: string | null;
  readonly problem: string | null;
}

async function askAddress(asked: object): Promise<PreviewAnswer> {
  try {
    const response = await fetch(ASK_URL, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ intent: 'preview', ...asked }),
    });
    if (!response.ok) return { address: null, problem: `The server answered ${response.status}.` };
    return await response.json();
  } catch {
    return { address: null, problem: 'The server could not be reached.' };
  }
}
