/** What can be seen of the cart itself: the server asks these, and the extension asks them again just before showing. */
import type { Guardrail } from './guardrail.ts';

export const cartLocked = {
  name: 'cart-locked',
  refuses: (_: unknown, { question }: { question: { readonly canAddLines: boolean } }) =>
    !question.canAddLines,
} satisfies Guardrail;

export const inCart = {
  name: 'in-cart',
  refuses: <Id extends string>(
    { productId }: { readonly productId: Id },
    { cartProducts }: { readonly cartProducts: ReadonlySet<Id> },
  ) => cartProducts.has(productId),
} satisfies Guardrail;
