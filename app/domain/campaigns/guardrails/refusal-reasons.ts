/** Why each guardrail refuses, by its name, as the admin tells it, and what else keeps an offer back; apart from the checks, which checkouts load too. */
const REFUSAL_REASONS: Readonly<Record<string, string>> = {
  'cart-locked': 'Nothing may be added to this cart: it is a draft order, or a wallet pays for it.',
  'business-buyer': 'The buyer buys for a company, and the shop keeps offers to private buyers.',
  'no-consent': 'The buyer did not give the consent that the shop asks for before an offer.',
  'budget-spent': "The campaign's budget is used up.",
  'maximum-quantity': 'With one more unit the cart would hold more than the shop allows an order.',
  'in-cart': 'The product is already in the cart, by itself or inside a bundle.',
  dismissed: 'The shopper dismissed it in this checkout.',
  'not-in-catalog': 'The product is not, or no longer, in the catalog.',
  banned: 'The shop banned the product from recommendations.',
  unpublished: 'The product is not active and published to the online store.',
  'not-in-market': "The product is not published in the buyer's market.",
  hidden: 'The product is unlisted, hidden from search, or has a tag that the shop keeps out of offers.',
  'gift-card': 'Gift cards are not offered at checkout.',
  'age-restricted': "The product's type, tags or collections mark it as age-restricted.",
  'needs-selling-plan':
    'The product is sold only with a selling plan, which would take express wallets away.',
  'in-bundle': 'The cart holds a bundle with this product, or a part of this bundle.',
  'out-of-stock': 'No variant of the product is available.',
  'needs-choice': 'More variants are available than the shopper can choose from there.',
  'minimum-quantity': 'The product is sold only in larger quantities than the one unit an offer adds.',
  'needs-shipping': 'Nothing in the cart is shipped; the product would add an address and a shipping cost.',
  'not-shipped': 'Everything in the cart is shipped, and the product is not.',
  'no-price': "What this buyer pays, in the cart's currency, is not known.",
  'price-not-positive': 'The price is zero or less.',
  'price-ceiling': 'The product is dearer than the share of the cart that the shop allows.',
  'margin-floor': 'The margin is under the least that the shop wants of an offer, or the cost is not known.',
  returned: 'The shopper gave it back before.',
  'owned-recently': 'The shopper bought it not long ago and is not due to buy it again.',
  'dismissed-before': 'The shopper dismissed it in an earlier checkout, not long ago.',
  'shown-often': 'The shopper saw it in several checkouts and never tapped it: it rests for a while.',
  'other-variant':
    'The variant that the shopper buys is sold out, and another one is not offered in its place.',
  'already-offered': 'It is offered already, by another campaign or in another place.',
};

/** Refusals are stored by name; of one that is no more, the name is all there is. */
export function refusalReason(name: string): string {
  return REFUSAL_REASONS[name] ?? name;
}
