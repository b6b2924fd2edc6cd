import { randomUUID } from 'node:crypto';
import { gid, numberOfGid } from '#sandbox/shop/gid.ts';
import type { Address, Checkout, CheckoutLine, LineAttribute, Shop } from '#sandbox/shop/shop.ts';
import type { CheckoutAddress, CheckoutAttribute, CheckoutChange } from './checkout-shop.ts';

type LinesChange = Extract<CheckoutChange, { type: 'addCartLine' | 'removeCartLine' | 'updateCartLine' }>;

/** Applies one change through the shop, which tells the webhooks. Throws an Error that says why it is refused. */
export function applyCheckoutChange(shop: Shop, token: string, change: CheckoutChange): Checkout {
  const checkout = shop.checkouts.get(token);
  if (checkout === undefined) throw new Error('Unknown checkout.');
  const update = (patch: Parameters<Shop['checkouts']['update']>[1]) => shop.checkouts.update(token, patch);
  switch (change.type) {
    case 'addCartLine':
    case 'removeCartLine':
    case 'updateCartLine':
      return update({ lines: checkStock(shop, changeLines(checkout.lines, change)) });
    case 'updateAttribute':
      return update({
        attributes: [...without(checkout.attributes, change.key), { key: change.key, value: change.value }],
      });
    case 'removeAttribute':
      return update({ attributes: without(checkout.attributes, change.key) });
    case 'updateShippingAddress':
      return update(addressChange(checkout, change.address));
    case 'updateEmail':
      return update({ email: change.email === '' ? null : change.email });
    case 'selectShipping':
      return update({ shippingHandle: readShipping(change.handle) });
    case 'setCountry':
      return update({ countryCode: change.countryCode.toUpperCase() });
    case 'setCustomer':
      return update(customerChange(shop, change.customerId));
  }
}

function changeLines(lines: readonly CheckoutLine[], change: LinesChange): CheckoutLine[] {
  if (change.type === 'addCartLine') return addLine(lines, change);
  const line = lines.find(({ id }) => id === change.id);
  if (line === undefined) throw new Error(`Expected the id of a line in the cart, found "${change.id}".`);
  const quantity =
    change.type === 'removeCartLine' ? line.quantity - change.quantity : (change.quantity ?? line.quantity);
  const changed: CheckoutLine = {
    ...line,
    quantity,
    ...(change.type === 'updateCartLine' &&
      change.merchandiseId && { variantId: numberOfGid(change.merchandiseId) }),
    ...(change.type === 'updateCartLine' && change.attributes && { attributes: copy(change.attributes) }),
  };
  return lines.flatMap((other) => (other !== line ? [other] : quantity > 0 ? [changed] : []));
}

/** The same merchandise with the same attributes goes to the line there is, as on Shopify. */
function addLine(
  lines: readonly CheckoutLine[],
  change: Extract<LinesChange, { type: 'addCartLine' }>,
): CheckoutLine[] {
  const variantId = numberOfGid(change.merchandiseId);
  const attributes = copy(change.attributes ?? []);
  const same = lines.find(
    (line) => line.variantId === variantId && JSON.stringify(line.attributes) === JSON.stringify(attributes),
  );
  if (same === undefined) {
    return [
      ...lines,
      { id: gid('CartLine', randomUUID()), variantId, quantity: change.quantity, attributes },
    ];
  }
  return lines.map((line) => (line === same ? { ...line, quantity: line.quantity + change.quantity } : line));
}

/** The stock is shared by all lines of a product. */
function checkStock(shop: Shop, lines: CheckoutLine[]): CheckoutLine[] {
  const wanted = new Map<number, number>();
  for (const { variantId, quantity } of lines) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  for (const [variantId, quantity] of wanted) {
    const product = shop.productOf(variantId);
    if (product === undefined) throw new Error(`Expected a variant of this shop, found ${variantId}.`);
    if (product.inventory < quantity) {
      throw new Error(`${product.title} is sold out: ${quantity} wanted, ${product.inventory} left.`);
    }
  }
  return lines;
}

function without(attributes: readonly LineAttribute[], key: string): LineAttribute[] {
  return attributes.filter((attribute) => attribute.key !== key);
}

function copy(attributes: readonly CheckoutAttribute[]): LineAttribute[] {
  return attributes.map(({ key, value }) => ({ key, value }));
}

function readShipping(handle: string): Checkout['shippingHandle'] {
  if (handle === 'standard' || handle === 'express') return handle;
  throw new Error(`Expected the shipping method standard or express, found "${handle}".`);
}

const EMPTY_ADDRESS: Address = {
  firstName: '',
  lastName: '',
  company: null,
  address1: '',
  address2: null,
  city: '',
  province: null,
  provinceCode: null,
  zip: '',
  countryCode: '',
  phone: null,
};

/** A partial address is merged into the one there is. Its country decides the market, as on Shopify. */
function addressChange(checkout: Checkout, patch: CheckoutAddress) {
  const before = checkout.shippingAddress ?? { ...EMPTY_ADDRESS, countryCode: checkout.countryCode };
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const shippingAddress: Address = { ...before, ...given };
  return { shippingAddress, countryCode: shippingAddress.countryCode || checkout.countryCode };
}

function customerChange(shop: Shop, customerId: string | null) {
  if (customerId === null) return { customerId: null, email: null };
  const customer = shop.customer(numberOfGid(customerId));
  if (customer === undefined) throw new Error(`Expected a customer of this shop, found "${customerId}".`);
  return { customerId: customer.id, email: customer.email };
}
