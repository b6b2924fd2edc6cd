import { gid } from '#sandbox/shop/gid.ts';
import type { Customer } from '#sandbox/shop/shop.ts';
import { TIERS } from '#sandbox/shop/tiers.ts';
import type { Metafield } from './metafields.ts';

const NAMESPACE = 'loyalty';
const KEY = 'member';

export const isMembership = (namespace: unknown, key: unknown): boolean =>
  namespace === NAMESPACE && key === KEY;

/** What a loyalty app would have written of a customer: JSON with the tier that their tag says, a dash without one. */
export function membershipOf(customer: Customer): Metafield {
  const tier = TIERS.find((name) => customer.tags.includes(name));
  return {
    id: customer.id,
    ownerId: gid('Customer', customer.id),
    namespace: NAMESPACE,
    key: KEY,
    type: 'json',
    value: JSON.stringify({ points_balance: customer.orders.length * 10, vip_tier: tier ?? '-' }),
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
  };
}
