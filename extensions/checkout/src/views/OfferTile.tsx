import {
  BlockStack,
  InlineLayout,
  InlineStack,
  ProductThumbnail,
  Text,
  View,
  useTranslate,
} from '@shopify/ui-extensions-react/checkout';
import type { WireOffer } from '../core/contract.ts';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';
import { OfferButtons } from './OfferButtons.tsx';
import { Price } from './Price.tsx';
import { priceOf } from './price-of.ts';
import { shorten } from './shorten.ts';
import { UnitsField } from './UnitsField.tsx';
import { VariantChoice } from './VariantChoice.tsx';
import { TapResult } from './TapResult.tsx';
import { usePictures } from './use-pictures.ts';

/** Two lines of a carousel 350 pixels wide; a longer text would make one offer higher than the next. */
const LONGEST_TITLE = 44;
const LONGEST_REASON = 56;
/** In pixels: the place, title and reason of two lines each, and the price. */
const TEXT_HEIGHT = 134;

interface OfferTileProps {
  entry: VisibleEntry;
  offer: WireOffer;
  session: Session;
  /** "2 of 5"; empty where all are on screen. */
  place: string;
}

/** One offer of a carousel or a grid, as high as the others: what a tap came to stands in the place of the reason. */
export function OfferTile({ entry, offer, session, place }: OfferTileProps) {
  const hasPictures = usePictures();
  const { title, reason, imageUrl } = offer;
  const translate = useTranslate();
  const price = priceOf(session, entry, offer);
  return (
    <View border="base" cornerRadius="base" padding="base">
      <BlockStack spacing="tight">
        <InlineLayout columns={hasPictures ? [64, 'fill'] : ['fill']} spacing="base">
          {hasPictures && <ProductThumbnail source={imageUrl ?? undefined} accessibilityLabel={title} />}
          <View accessibilityRole="status" minBlockSize={place === '' ? 0 : TEXT_HEIGHT}>
            <BlockStack spacing="extraTight">
              {place !== '' && (
                <Text size="small" appearance="subdued">
                  {place}
                </Text>
              )}
              <Text emphasis="bold">{shorten(title, LONGEST_TITLE)}</Text>
              {entry.progress === 'idle' || entry.progress === 'working' ? (
                <Text size="small" appearance="subdued">
                  {shorten(reason.text || translate('suggested'), LONGEST_REASON)}
                </Text>
              ) : (
                <TapResult progress={entry.progress} done="added" failed="addFailed" />
              )}
              <VariantChoice entry={entry} offer={offer} session={session} />
              <UnitsField entry={entry} offer={offer} session={session} />
              <Price {...price} />
            </BlockStack>
          </View>
        </InlineLayout>
        <InlineStack spacing="base" blockAlignment="center">
          <OfferButtons entry={entry} title={title} price={price.total} session={session} />
        </InlineStack>
      </BlockStack>
    </View>
  );
}
