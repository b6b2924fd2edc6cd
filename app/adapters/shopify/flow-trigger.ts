import { z } from 'zod';
import { legacyId } from '#app/domain/kernel/ids.ts';
import { formatMoney } from '#app/domain/kernel/money.ts';
import type { CartLeft, FlowTrigger } from '#app/ports/flow-trigger.ts';
import type { SendOutcome } from '#app/ports/mailer.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { AdminApi } from './admin-client.ts';
import { FLOW_TRIGGER_RECEIVE } from './operations/flow-operations.ts';

/** Of extensions/flow. */
export const CART_LEFT_HANDLE = 'attune-cart-left';

const flowAnswer = z.object({
  flowTriggerReceive: z.object({ userErrors: z.array(z.unknown()) }).nullable(),
});

/** `apiOf` must not try a request again by itself: whether Flow got it cannot be told. */
export function createFlowTrigger(apiOf: (domain: string) => AdminApi): FlowTrigger {
  return {
    async cartLeft(domain, cart) {
      try {
        const variables = { handle: CART_LEFT_HANDLE, payload: cartLeftPayload(cart) };
        const answer = flowAnswer.safeParse(await apiOf(domain).query(FLOW_TRIGGER_RECEIVE, variables));
        if (!answer.success) return { kind: 'unknown', code: 'UNREADABLE' };
        const isTaken = answer.data.flowTriggerReceive?.userErrors.length === 0;
        return isTaken ? { kind: 'accepted' } : { kind: 'refused', code: 'FLOW' };
      } catch (error) {
        if (error instanceof ShopifyRejected) return outcomeOf(error);
        throw error;
      }
    },
  };
}

/** Keys as extensions/flow names them. */
export function cartLeftPayload({ customerId, cartUrl, products, value }: CartLeft) {
  return {
    customer_id: Number(legacyId(customerId)),
    'Cart link': cartUrl,
    Products: products.join('\n'),
    'Cart value': Number(formatMoney(value)),
    Currency: value.currency,
  };
}

/** Too many requests: not taken, and may be later. Without an answer, or with a server's error, it may have arrived. */
function outcomeOf({ status, retryable }: ShopifyRejected): SendOutcome {
  const code = String(status ?? 'NO_ANSWER');
  if (!retryable) return { kind: 'refused', code };
  return status !== null && status < 500 ? { kind: 'try-later', code } : { kind: 'unknown', code };
}
