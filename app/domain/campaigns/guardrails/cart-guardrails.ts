/** What can be seen of the cart itself: the server asks these, and the extension asks them again just before showing. */
import type { Guardrail } from './guardrail.ts';

export const cartLocked = {
  name: 'cart-locked',
  reason: 'Nothing may be added to this cart: it is a draft order, or a wallet pays for it.',
  refuses: (_: unknown, { question }: { question: { readonly canAddLines: boolean } }) =>
    !question.canAddLines,
} satisfies Guardrail;

export const inCart = {
  name: 'in-cart',
  reason: 'The product is already in the cart, by itself or inside a bundle.',
  refuses: <Id extends string>(
    { productId }: { readonly productId: Id },
    { cartProducts }: { readonly cartProducts: ReadonlySet<Id> },
  ) => cartProducts.has(productId),
} satisfies Guardrail;
