import { Banner, BlockStack, Button, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { formatPrice } from '../format.ts';
import type { EditorDraft } from './editor-draft.ts';
import type { CampaignKind } from './words.ts';

/** About how it looks in checkout, with made-up products where each shopper gets their own. */
export function AppearanceCard({ kind, draft }: { kind: CampaignKind; draft: EditorDraft }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          About how it looks
        </Text>
        {kind === 'message' || kind === 'incentive' ? (
          <MessageLook draft={draft} />
        ) : kind === 'upsell' ? (
          <OfferLook draft={draft} />
        ) : (
          <DetailsLook draft={draft} />
        )}
      </BlockStack>
    </Card>
  );
}

const EXAMPLE_VALUES: Readonly<Record<string, string>> = {
  bought: 'a product they bought',
  consider: 'a product for them',
  tier: 'Gold',
  orders: '4',
  missing: '£7.50',
  scarce: 'a product in the cart',
  left: '2',
  arrives: 'Tuesday, 1 December',
  nextTier: 'Gold',
  toNextTier: '£42.00',
};

const fill = (text: string) =>
  text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => EXAMPLE_VALUES[name] ?? whole);

function MessageLook({ draft }: { draft: EditorDraft }) {
  return (
    <Banner tone={draft.tone} title={fill(draft.title) || 'Title'}>
      <BlockStack gap="200">
        <p>{fill(draft.body) || 'Text'}</p>
        {draft.showsProgress && <ProgressBar progress={70} size="small" />}
      </BlockStack>
    </Banner>
  );
}

function OfferLook({ draft }: { draft: EditorDraft }) {
  const offers =
    draft.source === 'products' && draft.picked.length > 0
      ? draft.picked.slice(0, draft.maxOffers)
      : Array.from({ length: draft.maxOffers }, (_, index) => ({
          id: String(index),
          title: 'A product for this shopper',
          imageUrl: null,
          price: null,
        }));
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {draft.headline || 'Headline'}
      </Text>
      {draft.layout === 'chips' ? (
        <InlineStack gap="200">
          {offers.map(({ id, title }) => (
            <Button key={id} disabled>{`+ ${title}`}</Button>
          ))}
        </InlineStack>
      ) : (
        <OfferRows draft={draft} offers={offers} />
      )}
      {draft.layout === 'carousel' && draft.maxOffers > 1 && (
        <InlineStack align="center" blockAlign="center" gap="300">
          <Button disabled>Previous</Button>
          <Text as="span" tone="subdued">{`1 of ${draft.maxOffers}`}</Text>
          <Button disabled>Next</Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

interface ShownOffer {
  readonly id: string;
  readonly title: string;
  readonly imageUrl: string | null;
  readonly price: Parameters<typeof formatPrice>[0] | null;
}

function OfferRows({ draft, offers }: { draft: EditorDraft; offers: readonly ShownOffer[] }) {
  return (
    <div className={`offers-${draft.layout}`}>
      {offers.slice(0, draft.layout === 'carousel' ? 1 : undefined).map(({ id, title, imageUrl, price }) => (
        <div key={id} className="product-row">
          {imageUrl === null ? <span className="no-image" /> : <img src={imageUrl} alt="" />}
          <BlockStack>
            <Text as="span" breakWord>
              {title}
            </Text>
            <Text as="span" variant="bodySm" tone="subdued">
              {price === null ? 'Its price, and why it is suggested' : formatPrice(price)}
            </Text>
          </BlockStack>
          <Button disabled>Add</Button>
        </div>
      ))}
    </div>
  );
}

function DetailsLook({ draft }: { draft: EditorDraft }) {
  return (
    <BlockStack gap="300">
      {draft.address && (
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="span">Last time: 12 Mill Lane, Leeds LS1 4AB</Text>
          <Button disabled>Use</Button>
        </InlineStack>
      )}
      {draft.paymentHint && (
        <Text as="p" tone="subdued">
          Last time you paid with PayPal.
        </Text>
      )}
    </BlockStack>
  );
}
