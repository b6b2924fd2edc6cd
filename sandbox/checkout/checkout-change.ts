import * as z from 'zod';
import type { CheckoutChange } from './checkout-shop.ts';

const attribute = z.object({ key: z.string(), value: z.string() });
const quantity = z.number().int().min(1).max(1_000_000);
const line = z.string().max(200);

/** Fields that are null or absent stay as they are. */
const address = z.object(
  Object.fromEntries(
    [
      'firstName',
      'lastName',
      'company',
      'address1',
      'address2',
      'city',
      'zip',
      'provinceCode',
      'countryCode',
      'phone',
    ].map((field) => [field, z.string().max(255).optional()]),
  ),
);

/** A change of a checkout, as the page and the extensions send it. */
export const checkoutChange: z.ZodType<CheckoutChange> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('addCartLine'),
    merchandiseId: line,
    quantity,
    attributes: z.array(attribute).max(50).optional(),
  }),
  z.object({ type: z.literal('removeCartLine'), id: line, quantity }),
  z.object({
    type: z.literal('updateCartLine'),
    id: line,
    merchandiseId: line.optional(),
    quantity: quantity.optional(),
    attributes: z.array(attribute).max(50).optional(),
  }),
  z.object({ type: z.literal('updateAttribute'), key: z.string().max(255), value: z.string().max(5000) }),
  z.object({ type: z.literal('removeAttribute'), key: z.string().max(255) }),
  z.object({ type: z.literal('updateShippingAddress'), address }),
  z.object({ type: z.literal('updateEmail'), email: z.string().max(320) }),
  z.object({ type: z.literal('selectShipping'), handle: z.string().max(100) }),
  z.object({ type: z.literal('setCountry'), countryCode: z.string().length(2) }),
  z.object({ type: z.literal('setCustomer'), customerId: z.string().max(100).nullable() }),
]);
