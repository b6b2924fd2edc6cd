import { utf8Bytes } from '../../kernel/utf8.ts';
import { murmur3 } from '../../kernel/murmur3.ts';
import type { ShopSnapshot } from '../decision.ts';

/** A short name for all that a merchant decides about which products may be offered: it changes when any of it does. */
export function rulesName({
  guardrails,
  bannedProducts,
  merchandising,
}: Pick<ShopSnapshot, 'guardrails' | 'bannedProducts' | 'merchandising'>): string {
  const all = JSON.stringify([guardrails, [...bannedProducts].sort(), merchandising]);
  return murmur3(utf8Bytes(all)).toString(36);
}
