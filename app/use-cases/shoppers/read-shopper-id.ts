import { gid, isGid, type ShopperId } from '#app/domain/kernel/ids.ts';

/** A customer by number, by gid or by the address of their page in Shopify's admin; a visitor by Attune's id. */
export function readShopperId(given: string): ShopperId | null {
  const text = given.trim();
  if (text.startsWith('visitor:')) return `visitor:${text.slice('visitor:'.length)}`;
  if (isGid('Customer', text)) return text;
  const number = /^(?:https:\/\/\S*\/customers\/)?(\d+)(?:[?#]\S*)?$/.exec(text)?.[1];
  return number === undefined ? null : gid('Customer', number);
}
