import type { Pool } from 'pg';
import { partsTold } from '#app/domain/campaigns/replay/told-local.ts';
import { createPacker, type SharedPart } from '#app/domain/campaigns/replay/pack.ts';
import type { SavedAddress } from '#app/domain/campaigns/decision.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import type { LedgerEntry } from '#app/ports/ledger.ts';
import type { Log } from '#app/ports/log.ts';
import { deflateContent, fingerprint, sha256 } from './record-bytes.ts';
import { sealInputs } from './stored-inputs.ts';
import { createWrittenParts } from './written-parts.ts';

export interface DecisionWriterDeps {
  readonly pool: Pool;
  readonly sealAddress: (address: SavedAddress, shopId: ShopId) => string;
  readonly log: Log;
  readonly nowMs: () => number;
}

/** As PostgreSQL reads them out of JSON: bytes in base64. */
interface RecordRow {
  readonly hash: string;
  readonly record: string;
  readonly profileKey: string | null;
}

interface KeyOfShop {
  readonly shopId: ShopId;
  readonly key: string;
}

/** What a decision shares with others: to be sent, and to be taken over from the payloads of checkouts. */
interface Shared {
  readonly parts: readonly (SharedPart & KeyOfShop)[];
  readonly told: readonly KeyOfShop[];
}

/** An entry in few bytes that hold on to nothing it was made from: its row as text, and what it shares that was not sent today. */
export interface PackedDecisionEntry extends Shared {
  readonly decisionId: string;
  readonly row: string;
}

export interface DecisionWriter {
  pack(entry: LedgerEntry): PackedDecisionEntry;
  /**
   * Writes decisions in one statement, each with what it was made from and its hash; what many share is sent once a day. Payloads that a
   * checkout decided by are taken over from what was written to Shopify. An entry that is stored already, or whose shop is gone, is left
   * out.
   */
  write(entries: readonly PackedDecisionEntry[]): Promise<void>;
}

const DAY_MS = SECONDS.day * 1000;

interface PartRow {
  readonly shopId: ShopId;
  readonly key: string;
  readonly content: string;
  readonly shopperId: string | null;
  readonly usedOn: string;
}

const APPEND = {
  name: 'append-decisions',
  text: `
    WITH given AS (
      SELECT t.* FROM jsonb_to_recordset($1::jsonb) AS t("decisionId" uuid, "shopId" int, "shopperId" text, "checkoutToken" text,
             "decidedAtMs" float8, channel text, placements jsonb, items jsonb, refusals jsonb, basis jsonb, failure text,
             "durationMicros" int, hash text, record text, "profileKey" text)
       WHERE EXISTS (SELECT 1 FROM shop WHERE shop.id = t."shopId")
    ), decided AS (
      INSERT INTO decision (id, shop_id, shopper_id, checkout_token, decided_at, channel, placements, items, refusals,
                            basis, failure, duration_micros)
      SELECT "decisionId", "shopId", "shopperId", "checkoutToken", to_timestamp("decidedAtMs" / 1000.0), channel,
             placements, items, refusals, basis, failure, "durationMicros"
        FROM given
      ON CONFLICT (id) DO NOTHING
    ), shared AS (
      INSERT INTO decision_part AS known (shop_id, key, content, shopper_id, used_on)
      SELECT "shopId", key, decode(content, 'base64'), "shopperId", "usedOn"
        FROM jsonb_to_recordset($2::jsonb) AS t("shopId" int, key text, content text, "shopperId" text, "usedOn" date)
       WHERE EXISTS (SELECT 1 FROM shop WHERE shop.id = t."shopId")
      ON CONFLICT (shop_id, key) DO UPDATE SET used_on = excluded.used_on WHERE known.used_on < excluded.used_on
    ), told AS (
      INSERT INTO decision_part AS known (shop_id, key, content, shopper_id, used_on)
      SELECT DISTINCT ON (text.shop_id, text.name) text.shop_id, text.name, text.content,
             CASE WHEN starts_with(text.owner_id, 'gid://shopify/Customer/') THEN text.owner_id END, $4::date
        FROM jsonb_to_recordset($3::jsonb) AS t("shopId" int, key text)
        JOIN local_payload_text AS text ON text.shop_id = t."shopId" AND text.name = t.key
      ON CONFLICT (shop_id, key) DO UPDATE SET used_on = excluded.used_on WHERE known.used_on < excluded.used_on
    )
    INSERT INTO decision_record (decision_id, shop_id, decided_at, hash, inputs, profile_key)
    SELECT "decisionId", "shopId", to_timestamp("decidedAtMs" / 1000.0), decode(hash, 'base64'), decode(record, 'base64'), "profileKey"
      FROM given WHERE record IS NOT NULL
    ON CONFLICT (decision_id) DO NOTHING`,
};

export function createDecisionWriter(deps: DecisionWriterDeps): DecisionWriter {
  const pack = createPacker(fingerprint);
  const written = createWrittenParts();
  const today = (): number => Math.floor(deps.nowMs() / DAY_MS);

  const recordOf = ({
    shopId,
    decisionId,
    recorded,
  }: LedgerEntry): { row: RecordRow; shared: Shared } | null => {
    if (!recorded) return null;
    try {
      const { inputs, parts, text } = pack(recorded);
      const sealed = sealInputs(inputs, (address) => deps.sealAddress(address, shopId));
      const row = {
        hash: sha256(text).toString('base64'),
        record: deflateContent(JSON.stringify(sealed)).toString('base64'),
        profileKey: inputs.profile?.key ?? null,
      };
      const day = today();
      const told = inputs.own.local ? partsTold(inputs.own.local) : [];
      return {
        row,
        shared: {
          parts: parts
            .filter((part) => !written.hasPart(shopId, part, day))
            .map((part) => ({ ...part, shopId })),
          told: told.filter((key) => !written.has(shopId, key, day)).map((key) => ({ shopId, key })),
        },
      };
    } catch (error) {
      deps.log.error({ err: error, decisionId }, 'decision kept without what it was made from');
      return null;
    }
  };

  return {
    pack(entry) {
      const record = recordOf(entry);
      const { recorded: _, ...decided } = entry;
      const row = JSON.stringify({ ...decided, ...record?.row });
      return { decisionId: entry.decisionId, row, ...(record?.shared ?? { parts: [], told: [] }) };
    },
    async write(entries) {
      const day = today();
      const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
      const parts = eachOnce(entries.flatMap((entry) => entry.parts)).map((part) => partRow(part, date));
      const told = eachOnce(entries.flatMap((entry) => entry.told));
      const rows = `[${entries.map(({ row }) => row).join(',')}]`;
      await deps.pool.query({ ...APPEND, values: [rows, JSON.stringify(parts), JSON.stringify(told), date] });
      for (const { shopId, key } of [...parts, ...told]) written.add(shopId, key, day);
    },
  };
}

/** In one order everywhere: two processes that write the same parts must not wait for each other. */
function eachOnce<Part extends KeyOfShop>(parts: readonly Part[]): readonly Part[] {
  const once = new Map(parts.map((part) => [`${part.shopId} ${part.key}`, part] as const));
  return [...once.values()].sort((a, b) => a.shopId - b.shopId || (a.key < b.key ? -1 : 1));
}

function partRow({ shopId, key, content, shopperId }: SharedPart & KeyOfShop, usedOn: string): PartRow {
  return { shopId, key, content: deflateContent(content).toString('base64'), shopperId, usedOn };
}
