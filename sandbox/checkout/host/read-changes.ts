import * as z from 'zod';
import { checkoutChange } from '../checkout-change.ts';
import type { CheckoutChange } from '../checkout-shop.ts';

const LINE_CHANGES = ['addCartLine', 'removeCartLine', 'updateCartLine'];
const ATTRIBUTE_CHANGES = ['updateAttribute', 'removeAttribute'];

/** @throws with what was expected, when an extension passes anything else (several changes at once, too). */
export function readCartLinesChange(value: unknown): CheckoutChange {
  return readOneOf(value, LINE_CHANGES, 'applyCartLinesChange');
}

export function readAttributeChange(value: unknown): CheckoutChange {
  return readOneOf(value, ATTRIBUTE_CHANGES, 'applyAttributeChange');
}

export function readShippingAddressChange(value: unknown): CheckoutChange {
  return readOneOf(value, ['updateShippingAddress'], 'applyShippingAddressChange');
}

function readOneOf(value: unknown, types: readonly string[], method: string): CheckoutChange {
  if (Array.isArray(value))
    throw new TypeError(`${method} takes one change a call, found an array of ${value.length}.`);
  const parsed = checkoutChange.safeParse(value);
  if (!parsed.success) throw new TypeError(`${method}: ${z.prettifyError(parsed.error)}`);
  if (!types.includes(parsed.data.type)) {
    throw new TypeError(`${method} expects one of ${types.join(', ')}, found "${parsed.data.type}".`);
  }
  return parsed.data;
}
