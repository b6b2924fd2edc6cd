import type { Pool } from 'pg';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { ExperimentEntries } from '#app/ports/experiment-entries.ts';

/**
 * From the ledger, and from the book of checkouts, which also knows those that never asked, up to an hour late. A unit is a customer, or a checkout
 * or cart, so each is looked up by its own index.
 */
const ENTRIES = {
  name: 'experiment-entries',
  text: `
    SELECT experiment.id, min(known.at) AS entered
      FROM unnest($3::text[], $4::timestamptz[]) AS experiment(id, started_at)
      JOIN (SELECT decided_at AS at FROM decision
             WHERE shop_id = $1 AND shopper_id = $2 AND basis ->> 'unit' = $2 AND channel IN ('checkout', 'cart')
            UNION ALL
            SELECT decided_at FROM decision
             WHERE shop_id = $1 AND checkout_token = $2 AND basis ->> 'unit' = $2 AND channel IN ('checkout', 'cart')
            UNION ALL
            SELECT first_seen_at FROM checkout WHERE shop_id = $1 AND shopper_id = $2 AND unit = $2
            UNION ALL
            SELECT first_seen_at FROM checkout WHERE shop_id = $1 AND token = $2 AND unit = $2
            UNION ALL
            SELECT first_seen_at FROM checkout WHERE shop_id = $1 AND cart_token = $2 AND unit = $2) AS known
        ON known.at >= experiment.started_at
     GROUP BY 1`,
};

export function createExperimentEntries(pool: Pool): ExperimentEntries {
  return {
    async find(shopId, unit, experiments) {
      const { rows } = await pool.query<{ id: string; entered: Date }>({
        ...ENTRIES,
        values: [
          shopId,
          unit,
          experiments.map(({ id }) => id),
          experiments.map(({ startedAt }) => toDate(startedAt)),
        ],
      });
      return Object.fromEntries(rows.map(({ id, entered }) => [id, toInstant(entered)]));
    },
  };
}
