import type { Pool } from 'pg';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { foldTrace } from '#app/domain/profiles/fold-trace.ts';
import type { VisitorProfiles } from '#app/ports/visitor-profiles.ts';
import { toActivityRecord, type ActivityRow } from './shopper-traces.ts';

interface VisitorColumns {
  readonly visitor_id: string;
  readonly device_class: string | null;
}

/** A visitor's deed, or the visitor alone where they did nothing. */
type VisitorRow = VisitorColumns & (ActivityRow | { readonly key: null });

const FIND = {
  name: 'find-visitor',
  text: `
    WITH seen AS (
      SELECT visitor_id FROM visitor_token WHERE shop_id = $1 AND (token = $2 OR token = (
        SELECT cart_token FROM open_cart WHERE shop_id = $1 AND kind = 'checkout' AND token = $2))
       ORDER BY at DESC LIMIT 1)
    SELECT visitor.id AS visitor_id, device_class, key, kind, at, cart_token, product_id, query, value_minor, lasted_seconds
      FROM seen JOIN visitor ON visitor.shop_id = $1 AND visitor.id = seen.visitor_id
      LEFT JOIN shopper_activity deed ON deed.shop_id = $1 AND deed.visitor_id = seen.visitor_id
            AND at > now() - interval '30 days'
     ORDER BY at DESC LIMIT 200`,
};

/** Profiles of guests, folded from rows each time they are asked for: none of them is stored. */
export function createVisitorProfiles(pool: Pool): VisitorProfiles {
  return {
    async find(shopId, checkoutToken) {
      const { rows } = await pool.query<VisitorRow>({ ...FIND, values: [shopId, checkoutToken] });
      const [row] = rows;
      if (row === undefined) return null;
      const activity = rows.flatMap((one) => (one.key === null ? [] : toActivityRecord(one)));
      const nothing = emptyProfile(`visitor:${row.visitor_id}`);
      const folded = foldTrace(nothing, { activity, refunds: [], openCarts: [] });
      return { ...folded, attributes: { ...folded.attributes, deviceClass: row.device_class } };
    },
  };
}
