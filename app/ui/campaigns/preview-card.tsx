import { Banner, BlockStack, Button, Card, InlineStack } from '@shopify/polaris';
import { PERMALINK_PAGES, type PermalinkPage } from '#app/domain/kernel/cart-permalink.ts';
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
  /** Where the campaign may be shown: only those pages can be opened. */
  readonly placements: readonly string[];
  /** The draft to send, as it stands in the editor. */
  readonly draft: () => object;
}

/** The campaign, as it stands in the editor, on the shop's own pages. */
export function PreviewCard({ id, isIncentive, placements, draft }: PreviewCardProps) {
  const [cart, setCart] = useState<readonly PickedProduct[]>([]);
  const [shopper, setShopper] = useState('');
  const [opening, setOpening] = useState<PermalinkPage | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const show = async (page: PermalinkPage): Promise<void> => {
    setOpening(page);
    const products = cart.map((product) => product.id);
    const question = JSON.stringify({ intent: 'preview', id, draft: draft(), shopper, page, products });
    const { answer, problem: unanswered } = await ask<PreviewAnswer>(ASK_URL, question);
    setOpening(null);
    setProblem(unanswered ?? answer?.problem ?? null);
    if (answer?.address) window.open(answer.address, '_blank');
  };
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="Preview in your shop">
          Opens your checkout or your cart page with this cart and the campaign as it stands above, saved or
          not, whatever its schedule and limits. Nothing is recorded. The link works for two hours. Pages
          after the order show it once this checkout is ordered.
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
        <InlineStack gap="200">
          {pagesOf(placements).map((page) => (
            <Button
              key={page}
              onClick={() => void show(page)}
              loading={opening === page}
              disabled={cart.length === 0 || opening !== null}
            >
              {page === 'cart' ? 'Open cart page' : 'Open checkout'}
            </Button>
          ))}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

/** Pages after the order are reached through the checkout. */
const pagesOf = (placements: readonly string[]): readonly PermalinkPage[] =>
  PERMALINK_PAGES.filter((page) =>
    page === 'cart' ? placements.includes('cart') : placements.join() !== 'cart',
  );

interface PreviewAnswer {
  readonly address: string | null;
  readonly problem: string | null;
}
