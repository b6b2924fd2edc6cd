import { murmur3 } from '../../experiments/assignment/murmur3.ts';
import type { ShopSnapshot } from '../decision.ts';

const utf8 = new TextEncoder();

/** A short name for all that a merchant decides about which products may be offered: it changes when any of it does. */
export function rulesName({
  guardrails,
  bannedProducts,
  merchandising,
}: Pick<ShopSnapshot, 'guardrails' | 'bannedProducts' | 'merchandising'>): string {
  const all = JSON.stringify([guardrails, [...bannedProducts].sort(), merchandising]);
  return murmur3(utf8.encode(all)).toString(36);
}
