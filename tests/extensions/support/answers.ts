import type {
  DecisionAnswer,
  Placement,
  WireItem,
  WireMessage,
  WireOffer,
  WirePaymentHint,
  WireSavedAddress,
} from '#app/contracts/checkout-decision.ts';
import type { ServerAnswer } from './fake-checkout.ts';

const reason = { code: 'bought-before', text: 'Because you bought Teacup', evidence: {} } as const;

export const CAKESTAND = 'gid://shopify/ProductVariant/7';

export const OFFER: WireOffer = {
  kind: 'offer',
  key: 'c1:7',
  campaignId: 'c1',
  headline: 'Goes well with your order',
  productId: 'gid://shopify/Product/7',
  variantId: CAKESTAND,
  title: 'Cakestand',
  imageUrl: 'https://cdn.example.com/7.svg',
  price: { amount: '12.75', currencyCode: 'GBP' },
  reason,
};

export const SECOND_OFFER: WireOffer = {
  ...OFFER,
  key: 'c1:8',
  productId: 'gid://shopify/Product/8',
  variantId: 'gid://shopify/ProductVariant/8',
  title: 'Milk jug',
  price: { amount: '4.25', currencyCode: 'GBP' },
};

export const MESSAGE: WireMessage = {
  kind: 'message',
  key: 'c2:message',
  campaignId: 'c2',
  tone: 'info',
  title: 'Thank you for coming back',
  body: 'Because you bought Teacup, consider Cakestand.',
  reason,
};

export const SAVED_ADDRESS: WireSavedAddress = {
  kind: 'savedAddress',
  key: 'c3:address',
  campaignId: 'c3',
  address: { address1: '12 Mill Lane', city: 'Leeds', zip: 'LS1 4AB', countryCode: 'GB' },
  summary: '12 Mill Lane, Leeds LS1 4AB',
};

export const PAYMENT_HINT: WirePaymentHint = {
  kind: 'paymentHint',
  key: 'c3:payment',
  campaignId: 'c3',
  paymentType: 'paypal',
  text: 'You paid with PayPal last time.',
};

/** An answer to a preview: no token, because nothing is to be told about it. */
export const previewed = (placement: Placement, items: readonly WireItem[]): ServerAnswer => ({
  status: 200,
  body: { v: 1, decisionId: 'd1', validUntil: null, placements: { [placement]: items }, trackToken: '' },
});

/** The server's answer for one placement. */
export function decided(
  placement: Placement,
  items: readonly (WireItem | object)[],
  decisionId = 'd1',
  delayMs = 0,
  { validUntil = null, askAgainMs }: Partial<Pick<DecisionAnswer, 'validUntil' | 'askAgainMs'>> = {},
): ServerAnswer {
  const answer: DecisionAnswer = {
    v: 1,
    decisionId,
    validUntil,
    ...(askAgainMs !== undefined && { askAgainMs }),
    placements: { [placement]: items },
    trackToken: `track-${decisionId}`,
  };
  return { status: 200, body: answer, delayMs };
}

/** What the Storefront API says of a variant. */
export function onSale(offer: WireOffer, change: object = {}): object {
  return {
    id: offer.variantId,
    availableForSale: true,
    price: offer.price,
    product: { onlineStoreUrl: `https://shop.example.com/products/${offer.productId.split('/').at(-1)}` },
    ...change,
  };
}
