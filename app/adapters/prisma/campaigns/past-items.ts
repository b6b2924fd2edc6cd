import type { Pool } from 'pg';
import type { PastItem } from '#app/domain/campaigns/decision.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { PastItems } from '#app/ports/past-items.ts';
import { IS_UNDONE } from '../orders/undone.ts';

export interface PastItemRow {
  key: string;
  checkout: string;
  /** As text where it was read out of JSON. */
  at: Date | string;
  outcome: PastItem['outcome'];
}

/** Expressions of the statement that asks. */
interface PastItemsSql {
  readonly shopper: string;
  readonly since: string;
  readonly before?: string;
  readonly exceptCheckout: string;
}

/**
 * Of the shop $1's `shopper`, from the time `since` on, up to the time `before` where it is said. A dismissal says more than a tap, and a tap
 * more than a look. An acceptance that was undone is a look.
 */
export const PAST_ITEMS = ({ shopper, since, before, exceptCheckout }: PastItemsSql): string => `
  SELECT event.item_key AS key, max(event.at) AS at,
         coalesce(decision.checkout_token, decision.id::text) AS checkout,
         CASE WHEN bool_or(event.kind = 'dismissal') THEN 'dismissed'
              WHEN bool_or(event.kind = 'acceptance' AND NOT ${IS_UNDONE}) THEN 'accepted'
              ELSE 'shown' END AS outcome
    FROM decision JOIN item_event AS event ON event.shop_id = $1 AND event.decision_id = decision.id
   WHERE decision.shop_id = $1 AND decision.shopper_id = ${shopper} AND event.at > ${since}${before === undefined ? '' : ` AND event.at < ${before}`}
     AND (${exceptCheckout}::text IS NULL OR decision.checkout_token IS DISTINCT FROM ${exceptCheckout})
   GROUP BY event.item_key, coalesce(decision.checkout_token, decision.id::text)
   ORDER BY max(event.at) DESC LIMIT 500`;

const FIND = { name: 'past-items', text: PAST_ITEMS({ shopper: '$2', since: '$3', exceptCheckout: '$4' }) };

/** Reads item events of a shopper's decisions, checkout by checkout. */
export function createPastItems(pool: Pool): PastItems {
  return {
    async find(shopId, shopperId, { since, exceptCheckout }) {
      const { rows } = await pool.query<PastItemRow>({
        ...FIND,
        values: [shopId, shopperId, toDate(since), exceptCheckout],
      });
      return rows.map(toPastItem);
    },
  };
}

export function toPastItem({ key, checkout, at, outcome }: PastItemRow): PastItem {
  return { key, checkout, outcome, at: toInstant(new Date(at)) };
}
