import { gid, isGid, type Gid, type ShopperId } from '#app/domain/kernel/ids.ts';

/** A customer by number, by gid or by the address of their page in Shopify's admin; a visitor by Attune's id. */
export function readShopperId(given: string): ShopperId | null {
  const text = given.trim();
  if (text.startsWith('visitor:')) return `visitor:${text.slice('visitor:'.length)}`;
  if (isGid('Customer', text)) return text;
  return readTypedGid('Customer', 'customers', text);
}

/** A resource by number or by the address of its page in Shopify's admin, below `folder`. */
export function readTypedGid<Type extends string>(
  type: Type,
  folder: string,
  text: string,
): Gid<Type> | null {
  const number = new RegExp(`^(?:https://\\S*/${folder}/)?(\\d+)(?:[?#]\\S*)?$`).exec(text)?.[1];
  return number === undefined ? null : gid(type, number);
}
