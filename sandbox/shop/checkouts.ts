import { randomBytes, randomUUID } from 'node:crypto';
import { discountedTotals, type DiscountsFor } from './checkout-totals.ts';
import { gid } from './gid.ts';
import type { JournalEntry } from './journal.ts';
import { getCheckout, getCustomer, getVariantProduct, type ShopState } from './shop-state.ts';
import type { Checkout, CheckoutLine, Checkouts, NewCheckout, ShopEvent } from './shop.ts';

export interface ShopWriter {
  readonly now: () => number;
  /** Applies and journals. */
  readonly write: (entry: JournalEntry) => void;
  readonly tell: (event: ShopEvent) => void;
  readonly discountsFor: DiscountsFor;
}

const CHECKOUT_BASE = 31_000_000_000_000;

export const newToken = (): string => randomBytes(16).toString('hex');

/** New lines; refuses a variant that is not there and a quantity that is none. */
export function createLines(state: ShopState, lines: NewCheckout['lines']): CheckoutLine[] {
  return lines.map(({ variantId, quantity, attributes }) => {
    getVariantProduct(state, variantId);
    if (!Number.isInteger(quantity) || quantity < 1)
      throw new Error(`Expected a quantity of 1 or more, found ${quantity}.`);
    return { id: gid('CartLine', randomUUID()), variantId, quantity, attributes: [...(attributes ?? [])] };
  });
}

function createCheckout(state: ShopState, input: NewCheckout, now: number): Checkout {
  const customer = input.customerId ? getCustomer(state, input.customerId) : null;
  const countryCode = input.countryCode ?? customer?.countryCode ?? 'GB';
  return {
    id: CHECKOUT_BASE + state.checkoutByToken.size + 1,
    token: newToken(),
    cartToken: input.cartToken ?? newToken(),
    createdAt: now,
    updatedAt: now,
    customerId: customer?.id ?? null,
    email: input.email ?? customer?.email ?? null,
    countryCode,
    locale: input.locale ?? customer?.locale ?? 'en',
    lines: createLines(state, input.lines),
    shippingAddress: null,
    shippingHandle: 'standard',
    attributes: [...(input.attributes ?? [])],
    completedAt: null,
    orderId: null,
  };
}

/** The checkouts of the shop: every change is journaled and told. */
export function createCheckouts(state: ShopState, { now, write, tell, discountsFor }: ShopWriter): Checkouts {
  const create: Checkouts['create'] = (input) => {
    const checkout = createCheckout(state, input, now());
    write({ kind: 'checkout', checkout });
    if (input.cartToken === undefined) tell({ topic: 'carts/create', cart: checkout });
    tell({ topic: 'checkouts/create', checkout });
    return checkout;
  };
  const update: Checkouts['update'] = (token, change) => {
    const before = getCheckout(state, token);
    if (before.completedAt !== null)
      throw new Error('Expected an open checkout, found one whose order is placed.');
    for (const line of change.lines ?? []) getVariantProduct(state, line.variantId);
    if (change.customerId) getCustomer(state, change.customerId);
    const checkout: Checkout = { ...before, ...change, updatedAt: Math.max(now(), before.updatedAt + 1) };
    write({ kind: 'checkout', checkout });
    if (change.lines) tell({ topic: 'carts/update', cart: checkout });
    tell({ topic: 'checkouts/update', checkout });
    return checkout;
  };
  return {
    create,
    update,
    get: (token) => state.checkoutByToken.get(token),
    totals: (checkout) => discountedTotals(state, checkout, discountsFor),
    list: (limit) => [...state.checkoutByToken.values()].reverse().slice(0, limit),
  };
}
