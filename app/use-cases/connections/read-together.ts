import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { CustomerMetafields } from '#app/ports/customer-metafields.ts';

/** Metafields of these customers, asked for all at once when the first of them is asked for: one connection reads one place. */
export function readTogether(
  metafields: CustomerMetafields,
  customers: readonly CustomerId[],
): CustomerMetafields {
  let reading: ReturnType<CustomerMetafields['read']> | null = null;
  return {
    read: (domain, _customers, place) => (reading ??= metafields.read(domain, customers, place)),
  };
}
