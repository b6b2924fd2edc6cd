import { z } from 'zod';
import type { CustomerMetafields } from '#app/ports/customer-metafields.ts';
import type { AdminApi } from './admin-client.ts';
import { CUSTOMER_METAFIELDS } from './operations/customer-operations.ts';
import { readAnswer } from './read-answer.ts';

/** In the order of the customers asked for. */
const nodesAnswer = z.object({ nodes: z.array(z.unknown()) });
const customerNode = z
  .object({ metafield: z.object({ type: z.string(), value: z.string() }).nullable() })
  .nullable();

/** One metafield of many customers at a time, through the Admin API. */
export function createCustomerMetafields(apiOf: (domain: string) => AdminApi): CustomerMetafields {
  return {
    async read(domain, customers, { namespace, key }) {
      const variables = { customers, namespace, key };
      const { nodes } = readAnswer(nodesAnswer, await apiOf(domain).query(CUSTOMER_METAFIELDS, variables));
      return new Map(
        customers.flatMap((customerId, place) => {
          const node = customerNode.safeParse(nodes[place]);
          return node.success ? [[customerId, node.data?.metafield ?? null]] : [];
        }),
      );
    },
  };
}
