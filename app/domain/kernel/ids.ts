/** Shopify's global ids as types: text at run time, told apart by the compiler. */
export type Gid<Type extends string> = `gid://shopify/${Type}/${string}`;

export type ProductId = Gid<'Product'>;
export type VariantId = Gid<'ProductVariant'>;
export type CustomerId = Gid<'Customer'>;
export type OrderId = Gid<'Order'>;
export type MarketId = Gid<'Market'>;

/** A customer, or an anonymous visitor. */
export type ShopperId = CustomerId | `visitor:${string}`;

/** Attune's own number of a shop, taken from a verified token or signature. */
export type ShopId = number & { readonly __brand: 'ShopId' };

/** `gid("Product", 42)` is "gid://shopify/Product/42". */
export function gid<Type extends string>(type: Type, id: string | number): Gid<Type> {
  return `gid://shopify/${type}/${id}`;
}

/** Whether `value` is a global id of `type`. */
export function isGid<Type extends string>(type: Type, value: string): value is Gid<Type> {
  const prefix = `gid://shopify/${type}/`;
  return value.startsWith(prefix) && value.length > prefix.length && !value.includes('/', prefix.length);
}

/** A customer by number, or by global id; null when it is neither. */
export function readCustomerId(text: string): CustomerId | null {
  const id = /^\d{1,20}$/.test(text) ? gid('Customer', text) : text;
  return isGid('Customer', id) ? id : null;
}

/** The part after the type: "gid://shopify/Product/42" gives "42". */
export function legacyId(id: Gid<string>): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
