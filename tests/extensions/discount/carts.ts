import type { ConfiguredIncentive } from '#app/domain/campaigns/incentives/configuration.ts';

/** Ten percent off the order for Gold customers. */
export const GOLD: ConfiguredIncentive = {
  id: 'gold',
  name: 'Gold: 10 % off',
  audience: ['segment-gold'],
  excluded: [],
  value: { kind: 'percent', percent: '10' },
  appliesTo: { kind: 'order' },
  minimumSubtotal: null,
};

export const FREE_SHIPPING: ConfiguredIncentive = {
  ...GOLD,
  id: 'shipping',
  name: 'Free shipping',
  audience: [],
  value: { kind: 'percent', percent: '100' },
  appliesTo: { kind: 'shipping' },
};

interface Buyer {
  readonly segments?: readonly string[] | null;
  readonly isBusiness?: boolean;
  readonly subtotal?: string;
  readonly currency?: string;
  readonly rate?: string;
}

/** What both queries ask for. A customer whose `segments` are null was never written; without any, the buyer is a guest. */
function baseOf(
  incentives: readonly ConfiguredIncentive[],
  { segments, isBusiness = false, subtotal = '50.00', currency = 'GBP', rate = '1.0' }: Buyer,
) {
  const metafield = segments ? { jsonValue: segments } : null;
  return {
    cart: {
      buyerIdentity: {
        customer: segments === undefined ? null : { metafield },
        purchasingCompany: isBusiness ? { company: { id: 'gid://shopify/Company/1' } } : null,
      },
      cost: { subtotalAmount: { amount: subtotal, currencyCode: currency } },
    },
    discount: { metafield: { jsonValue: { version: 1, incentives } } },
    presentmentCurrencyRate: rate,
  };
}

export function linesInput(incentives: readonly ConfiguredIncentive[], buyer: Buyer = {}) {
  const base = baseOf(incentives, buyer);
  const lines = [1, 2].map((id) => ({
    id: `gid://shopify/CartLine/${id}`,
    merchandise: { __typename: 'ProductVariant', product: { id: `gid://shopify/Product/${id}` } },
  }));
  const gift = { id: 'gid://shopify/CartLine/3', merchandise: { __typename: 'CustomProduct' } };
  return { ...base, cart: { ...base.cart, lines: [...lines, gift] } };
}

export function deliveryInput(incentives: readonly ConfiguredIncentive[], buyer: Buyer = {}) {
  const base = baseOf(incentives, buyer);
  return { ...base, cart: { ...base.cart, deliveryGroups: [{ id: 'gid://shopify/CartDeliveryGroup/0' }] } };
}
