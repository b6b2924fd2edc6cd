import { OWNED_RECENTLY_DAYS } from '../situation.ts';
import type { Guardrail } from './guardrail.ts';

export const inCart: Guardrail = {
  name: 'in-cart',
  reason: 'The product is already in the cart.',
  refuses: ({ productId }, { cartProducts }) => cartProducts.has(productId),
};

/** Keys end with their subject, so a product dismissed in one campaign is not offered by another. */
export const dismissed: Guardrail = {
  name: 'dismissed',
  reason: 'The shopper dismissed it in this checkout.',
  refuses: ({ productId }, { question }) => question.dismissed.some((key) => key.endsWith(`:${productId}`)),
};

export const ownedRecently: Guardrail = {
  name: 'owned-recently',
  reason: `The shopper bought it in the last ${OWNED_RECENTLY_DAYS} days.`,
  refuses: ({ productId }, situation) => situation.ownedRecently.has(productId),
};
