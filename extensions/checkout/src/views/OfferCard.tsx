import {
  BlockStack,
  InlineLayout,
  ProductThumbnail,
  Text,
  View,
  useTranslate,
} from '@shopify/ui-extensions-react/checkout';
import { chosenOf } from '../core/choices.ts';
import type { WireOffer } from '../core/contract.ts';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';
import { OfferButtons } from './OfferButtons.tsx';
import { Price } from './Price.tsx';
import { priceOf } from './price-of.ts';
import { UnitsField } from './UnitsField.tsx';
import { VariantChoice } from './VariantChoice.tsx';
import { TapResult } from './TapResult.tsx';
import { usePictures } from './use-pictures.ts';

interface OfferCardProps {
  entry: VisibleEntry;
  offer: WireOffer;
  session: Session;
}

/** One product suggestion: picture, title, reason, price in the cart's currency, and what the buyer can do with it. */
export function OfferCard({ entry, offer, session }: OfferCardProps) {
  const hasPictures = usePictures();
  const translate = useTranslate();
  const price = priceOf(session, entry, offer);
  const { imageUrl, title, mostUnits = 1 } = offer;
  const asks = mostUnits > 1 || chosenOf(offer);
  const words = hasPictures ? ([64, 'fill'] as const) : (['fill'] as const);
  const buttons = (
    <BlockStack spacing="extraTight" inlineAlignment="end">
      <OfferButtons entry={entry} title={title} price={price.total} session={session} />
    </BlockStack>
  );
  return (
    <InlineLayout columns={asks ? [...words] : [...words, 'auto']} spacing="base" blockAlignment="center">
      {hasPictures && <ProductThumbnail source={imageUrl ?? undefined} accessibilityLabel={title} />}
      <BlockStack spacing="extraTight">
        <Text emphasis="bold">{title}</Text>
        <Text size="small" appearance="subdued">
          {offer.reason.text || translate('suggested')}
        </Text>
        <VariantChoice entry={entry} offer={offer} session={session} />
        <UnitsField entry={entry} offer={offer} session={session} />
        <View accessibilityRole="status">
          <BlockStack spacing="extraTight">
            <Price {...price} />
            <TapResult progress={entry.progress} done="added" failed="addFailed" />
          </BlockStack>
        </View>
        {asks && buttons}
      </BlockStack>
      {!asks && buttons}
    </InlineLayout>
  );
}
