import type { ShopWriter } from './checkouts.ts';
import type { Customer, Shop } from './shop.ts';
import { TIERS, tierOf, withTier, yearlySpendMinor } from './tiers.ts';

function replaceTags({ now, write, tell }: ShopWriter, customer: Customer, tags: readonly string[]): void {
  const added = tags.filter((tag) => !customer.tags.includes(tag));
  const removed = customer.tags.filter((tag) => !tags.includes(tag));
  if (added.length === 0 && removed.length === 0) return;
  const at = now();
  write({ kind: 'tags', at, customerId: customer.id, tags });
  if (added.length > 0) tell({ topic: 'customer.tags_added', customer, tags: added, at });
  if (removed.length > 0) tell({ topic: 'customer.tags_removed', customer, tags: removed, at });
  tell({ topic: 'customers/update', customer });
}

/** Moves a customer up when the spend reaches a higher tier; nobody is moved down by buying. */
export function retier(writer: ShopWriter, customer: Customer): void {
  const tier = tierOf(yearlySpendMinor(customer.orders, writer.now()));
  const held = TIERS.findIndex((name) => customer.tags.includes(name));
  const earned = tier ? TIERS.indexOf(tier) : -1;
  if (tier && (held < 0 || earned < held)) replaceTags(writer, customer, withTier(customer, tier));
}

/** Tags put on and taken off by hand. */
export function createTagDesk(writer: ShopWriter): Pick<Shop, 'addTags' | 'removeTags'> {
  return {
    addTags: (customer, tags) => replaceTags(writer, customer, [...new Set([...customer.tags, ...tags])]),
    removeTags: (customer, tags) =>
      replaceTags(
        writer,
        customer,
        customer.tags.filter((tag) => !tags.includes(tag)),
      ),
  };
}
