import { murmur3 } from '../../kernel/murmur3.ts';
import { utf8Bytes } from '../../kernel/utf8.ts';
import { codesOf, codeText } from './code-text.ts';

/** Characters of a key. */
export const KEY_LENGTH = 4;

/** A short name of a product: one of thirty that may be offered shares it with one of the thousand that a cart leads to in about 0.04 % of carts. */
export function productKey(productId: string): string {
  return codeText(murmur3(utf8Bytes(productId)) % codesOf(KEY_LENGTH), KEY_LENGTH);
}
