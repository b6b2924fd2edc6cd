import { z } from 'zod';
import type { CustomerMetafields } from '#app/ports/customer-metafields.ts';
import type { AdminApi } from './admin-client.ts';
import { CUSTOMER_METAFIELD } from './operations/customer-operations.ts';

const metafieldAnswer = z.object({
  customer: z.object({ metafield: z.object({ type: z.string(), value: z.string() }).nullable() }).nullable(),
});

/** Metafields of customers, one at a time, through the Admin API. */
export function createCustomerMetafields(apiOf: (domain: string) => AdminApi): CustomerMetafields {
  return {
    async find(domain, customerId, { namespace, key }) {
      const variables = { customer: customerId, namespace, key };
      const answer = await apiOf(domain).query(CUSTOMER_METAFIELD, variables);
      return metafieldAnswer.parse(answer).customer?.metafield ?? null;
    },
  };
}
