import { BlockStack, Button, Card, InlineStack } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';

/** The name of the block's file in extensions/theme-cart/blocks. */
const BLOCK = 'offers';

interface PlacesCardProps {
  readonly shopDomain: string;
  /** The app's client id. */
  readonly apiKey: string;
}

/** What a merchant has to do once before anything shows on the cart page. */
export function PlacesCard({ shopDomain, apiKey }: PlacesCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <CardHead title="Cart page">
          Offers and messages on the cart page of your online store, on every plan. They need Attune’s block
          in your theme: the button opens the theme editor with the block added to the cart page; move it
          where you like and save. A cart page that never shows it asks nothing and costs nothing.
        </CardHead>
        <InlineStack>
          <Button url={themeEditorUrl(shopDomain, apiKey)} target="_top">
            Add the block in the theme editor
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

/** @see https://shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration */
function themeEditorUrl(shopDomain: string, apiKey: string): string {
  const query = new URLSearchParams({
    template: 'cart',
    addAppBlockId: `${apiKey}/${BLOCK}`,
    target: 'newAppsSection',
  });
  return `https://${shopDomain}/admin/themes/current/editor?${query}`;
}
