import type pg from 'pg';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { DataExport, TableCounts } from '#app/ports/compliance-store.ts';
import type { ReceiptBook } from '#app/ports/receipt-book.ts';
import type { CipherBox } from '../shops/token-cipher.ts';
import { exportContext } from './compliance-store.ts';

interface ReceiptRow {
  id: string;
  topic: string;
  completed_at: Date;
  counts: TableCounts;
  export_until: Date | null;
}

/** Receipts as rows of `compliance_receipt`; exports are opened only for whoever asks for one. */
export function createReceiptBook(pool: pg.Pool, cipher: CipherBox): ReceiptBook {
  return {
    async list(shopDomain, limit) {
      const { rows } = await pool.query<ReceiptRow>(
        `SELECT id, topic, completed_at, counts, CASE WHEN export_cipher IS NOT NULL THEN expires_at END AS export_until
           FROM compliance_receipt WHERE shop_domain = $1 ORDER BY completed_at DESC, id LIMIT $2`,
        [shopDomain, limit],
      );
      return rows.map(({ id, topic, completed_at, counts, export_until }) => ({
        id,
        topic,
        completedAt: toInstant(completed_at),
        counts,
        exportUntil: export_until && toInstant(export_until),
      }));
    },
    async listWaiting(shopDomain) {
      const { rows } = await pool.query<{ topic: string; received_at: Date }>(
        `SELECT topic, received_at FROM inbox_delivery
          WHERE shop = $1 AND status = 'pending' AND topic IN ('customers/data_request', 'customers/redact') ORDER BY id`,
        [shopDomain],
      );
      return rows.map(({ topic, received_at }) => ({ topic, askedAt: toInstant(received_at) }));
    },
    async openExport(shopDomain, id) {
      const { rows } = await pool.query<{ export_cipher: string }>(
        `SELECT export_cipher FROM compliance_receipt WHERE shop_domain = $1 AND id = $2 AND export_cipher IS NOT NULL`,
        [shopDomain, id],
      );
      const [row] = rows;
      return row
        ? (JSON.parse(cipher.open(row.export_cipher, exportContext(shopDomain))) as DataExport)
        : null;
    },
  };
}
