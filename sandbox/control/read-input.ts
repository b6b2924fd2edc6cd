import { BadRequest } from '#sandbox/http/body.ts';
import { numberOfGid } from '#sandbox/shop/gid.ts';
import type { Customer, Order, Product, Shop } from '#sandbox/shop/shop.ts';

type Body = Readonly<Record<string, unknown>>;

/** A whole number of the body, or the fallback; refuses anything else. */
export function readCount(body: Body, name: string, fallback: number): number {
  const value = body[name] ?? fallback;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new BadRequest(`Expected a whole number of 0 or more in ${name}, found ${JSON.stringify(value)}.`);
}

export function readTexts(body: Body, name: string): string[] {
  const value = body[name] ?? [];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw new BadRequest(`Expected a list of texts in ${name}, found ${JSON.stringify(value)}.`);
}

/** A number from a number, its text or a gid. */
export function readId(value: unknown, what: string): number {
  const id = typeof value === 'number' ? value : numberOfGid(String(value));
  if (Number.isInteger(id)) return id;
  throw new BadRequest(`Expected the number or gid of a ${what}, found ${JSON.stringify(value)}.`);
}

function found<T>(value: T | undefined, what: string, id: unknown): T {
  if (value === undefined)
    throw new BadRequest(`Expected a ${what} of this shop, found ${JSON.stringify(id)}.`, 404);
  return value;
}

export const readProduct = (shop: Shop, value: unknown): Product => {
  const id = readId(value, 'product or variant');
  return found(shop.product(id) ?? shop.productOf(id), 'product', value);
};
export const readCustomer = (shop: Shop, value: unknown): Customer =>
  found(shop.customer(readId(value, 'customer')), 'customer', value);
export const readOrder = (shop: Shop, value: unknown): Order =>
  found(shop.order(readId(value, 'order')), 'order', value);

/** `[{variantId, quantity}]` with variants as numbers or gids; null without a list. */
export function readLines(
  body: Body,
): { variantId: number; quantity: number; attributes?: { key: string; value: string }[] }[] | null {
  const { lines } = body;
  if (lines === undefined || lines === null) return null;
  if (!Array.isArray(lines)) throw new BadRequest('Expected a list in lines.');
  return lines.map((line: unknown) => {
    const { variantId, quantity, attributes } = { ...(typeof line === 'object' ? line : {}) } as Body;
    const count = readCount({ quantity }, 'quantity', 1);
    return {
      variantId: readId(variantId, 'variant'),
      quantity: count,
      ...(Array.isArray(attributes) && { attributes }),
    };
  });
}
