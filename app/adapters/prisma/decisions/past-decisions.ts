import type { Pool } from 'pg';
import type { SavedAddress } from '#app/domain/campaigns/decision.ts';
import type { PackedInputs } from '#app/domain/campaigns/replay/pack.ts';
import { partsTold } from '#app/domain/campaigns/replay/told-local.ts';
import type { OrderId, ShopId } from '#app/domain/kernel/ids.ts';
import type { DecisionSearch, KeptRecord, PastDecision, PastDecisions } from '#app/ports/past-decisions.ts';
import { CipherFailure } from '../shops/token-cipher.ts';
import { inflateContent } from './record-bytes.ts';
import { openInputs, type SealedInputs } from './stored-inputs.ts';

interface DecisionRow {
  readonly id: string;
  readonly shopper_id: string | null;
  readonly checkout_token: string | null;
  readonly decided_at: Date;
  readonly channel: PastDecision['channel'];
  readonly placements: PastDecision['placements'];
  readonly items: PastDecision['items'];
  readonly refusals: PastDecision['refusals'];
  readonly basis: PastDecision['basis'] & { readonly erased?: true };
  readonly failure: string | null;
  readonly duration_micros: number;
  readonly order_id: OrderId | null;
}

const COLUMNS = `id, shopper_id, checkout_token, decided_at, channel, placements, items, refusals, basis, failure, duration_micros,
  (SELECT id FROM orders WHERE orders.shop_id = decision.shop_id AND orders.checkout_token = decision.checkout_token
    ORDER BY processed_at LIMIT 1) AS order_id`;

/** Each by an index; $2 and $3 are what is looked for. A campaign's and an experiment's are found by looking through a time. */
const CONDITIONS: Readonly<Record<DecisionSearch['kind'], string>> = {
  newest: '$2::text IS NULL AND $3::text IS NULL',
  shopper: `$3::text IS NULL AND (shopper_id = $2 OR checkout_token IN (
    SELECT checkout_token FROM orders WHERE shop_id = $1 AND customer_id = $2))`,
  checkout: 'checkout_token = $2 AND $3::text IS NULL',
  order: `$3::text IS NULL AND checkout_token = (SELECT checkout_token FROM orders WHERE shop_id = $1 AND id = $2)`,
  campaign: `items @> jsonb_build_array(jsonb_build_object('campaignId', $2::text)) AND decided_at >= to_timestamp($3::float8)`,
  experiment: `basis -> 'arms' ? $2::text AND decided_at >= to_timestamp($3::float8)`,
  time: 'decided_at >= to_timestamp($2::float8) AND decided_at < to_timestamp($3::float8)',
};

/** The ledger, read back. `openAddress` is AddressCipher.open. */
export function createPastDecisions(
  pool: Pool,
  openAddress: (sealed: string, shopId: ShopId) => SavedAddress,
): PastDecisions {
  return {
    async list(shopId, search, { after, limit }) {
      const { rows } = await pool.query<DecisionRow>(
        `SELECT ${COLUMNS} FROM decision
          WHERE shop_id = $1 AND ${CONDITIONS[search.kind]}
            AND ($4::float8 IS NULL OR (decided_at, id) < (to_timestamp($4 / 1000.0), $5::uuid))
          ORDER BY decided_at DESC, id DESC LIMIT $6`,
        [shopId, ...valuesOf(search), after?.atMs ?? null, after?.decisionId ?? null, limit],
      );
      return rows.map(toPastDecision);
    },
    async find(shopId, decisionId) {
      const { rows } = await pool.query<DecisionRow>(
        `SELECT ${COLUMNS} FROM decision WHERE shop_id = $1 AND id = $2`,
        [shopId, decisionId],
      );
      return rows[0] ? toPastDecision(rows[0]) : null;
    },
    async findRecord(shopId, decisionId) {
      const { rows } = await pool.query<{ hash: Buffer; inputs: Buffer }>(
        'SELECT hash, inputs FROM decision_record WHERE shop_id = $1 AND decision_id = $2',
        [shopId, decisionId],
      );
      const [row] = rows;
      if (!row) return { kind: 'none' };
      const sealed = JSON.parse(String(inflateContent(row.inputs))) as SealedInputs;
      try {
        const inputs = openInputs(sealed, (text) => openAddress(text, shopId));
        const parts = await readParts(pool, shopId, inputs);
        return { kind: 'kept', record: { hash: row.hash.toString('hex'), inputs, parts } };
      } catch (error) {
        if (error instanceof CipherFailure) return { kind: 'sealed' };
        throw error;
      }
    },
  };
}

async function readParts(pool: Pool, shopId: ShopId, inputs: PackedInputs): Promise<KeptRecord['parts']> {
  const { rules, profile, products, own } = inputs;
  const told = own.local ? partsTold(own.local) : [];
  const keys = [rules, profile?.key ?? [], products.map(([key]) => key), told].flat();
  const { rows } = await pool.query<{ key: string; content: Buffer }>(
    'SELECT key, content FROM decision_part WHERE shop_id = $1 AND key = ANY($2)',
    [shopId, keys],
  );
  return new Map(rows.map(({ key, content }) => [key, inflateContent(content)]));
}

function valuesOf(search: DecisionSearch): readonly (string | number | null)[] {
  switch (search.kind) {
    case 'newest':
      return [null, null];
    case 'shopper':
      return [search.shopperId, null];
    case 'checkout':
      return [search.token, null];
    case 'order':
      return [search.orderId, null];
    case 'campaign':
      return [search.campaignId, search.since];
    case 'experiment':
      return [search.experimentId, search.since];
    case 'time':
      return [search.from, search.until];
  }
}

function toPastDecision(row: DecisionRow): PastDecision {
  const { erased, ...basis } = row.basis;
  return {
    decisionId: row.id,
    shopperId: row.shopper_id,
    checkoutToken: row.checkout_token,
    decidedAtMs: row.decided_at.getTime(),
    channel: row.channel,
    placements: row.placements,
    items: row.items,
    refusals: row.refusals,
    basis,
    failure: row.failure,
    durationMicros: row.duration_micros,
    orderId: row.order_id,
    isErased: erased === true,
  };
}
