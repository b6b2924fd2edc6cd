import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { CustomerReading } from '#app/ports/shop-history.ts';
import { instantOf, textsOf, timeOf } from '../order-parts.ts';
import { isSubscribed } from '../webhooks/map-customer.ts';
import type { BulkRow } from './read-json-lines.ts';

/** A customer as bulkCustomersQuery asks for it. */
export interface CustomerRow extends BulkRow {
  readonly id: CustomerId;
  readonly tags: readonly string[];
  readonly locale: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly defaultAddress: { readonly countryCodeV2: string | null } | null;
  readonly defaultEmailAddress: {
    readonly marketingState: string;
    readonly marketingUpdatedAt: string | null;
  } | null;
}

export function toCustomerReading(row: CustomerRow): CustomerReading {
  const at = timeOf(row.updatedAt);
  const { defaultEmailAddress: email } = row;
  return {
    kind: 'customer',
    customerId: row.id,
    at,
    details: {
      country: row.defaultAddress?.countryCodeV2 ?? null,
      language: row.locale,
      createdAt: timeOf(row.createdAt),
    },
    tags: textsOf(row.tags),
    ...(email && {
      emailMarketing: {
        at: instantOf(email.marketingUpdatedAt) ?? at,
        isSubscribed: isSubscribed(email.marketingState),
      },
    }),
  };
}
