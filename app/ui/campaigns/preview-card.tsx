import { Banner, BlockStack, Button, Card, InlineStack } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { useState } from 'react';
import { ProductPicker, type PickedProduct } from '../product-picker.tsx';
import { ShopperField } from '../shopper-field.tsx';
import { ask } from '../ask.ts';
import { ASK_URL } from './ask-url.ts';

interface PreviewCardProps {
  /** Null for a campaign that was never saved. */
  readonly id: string | null;
  readonly isIncentive: boolean;
  /** The draft to send, as it stands in the editor. */
  readonly draft: () => object;
}

/** The campaign, as it stands in the editor, in the shop's own checkout. */
export function PreviewCard({ id, isIncentive, draft }: PreviewCardProps) {
  const [cart, setCart] = useState<readonly PickedProduct[]>([]);
  const [shopper, setShopper] = useState('');
  const [isOpening, setIsOpening] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const show = async (): Promise<void> => {
    setIsOpening(true);
    const products = cart.map((product) => product.id);
    const question = JSON.stringify({ intent: 'preview', id, draft: draft(), shopper, products });
    const { answer, problem: unanswered } = await ask<PreviewAnswer>(ASK_URL, question);
    setIsOpening(false);
    setProblem(unanswered ?? answer?.problem ?? null);
    if (answer?.address) window.open(answer.address, '_blank');
  };
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="Preview in checkout">
          Opens your checkout with this cart and the campaign as it stands above, saved or not, whatever its
          schedule and limits. Nothing is recorded. The link works for two hours. Pages after the order show
          it once this checkout is ordered; the cart page does not.
          {isIncentive &&
            ' The message shows as if the discount were given; the totals take off what Shopify gives now.'}
        </CardHead>
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
