import type pg from 'pg';
import type { InstallationStore } from '#app/ports/fold-transaction.ts';

/** Those of this transaction are marked at its end: of one subject, they are folded by their ids. */
const IS_OVERTAKEN = `
  SELECT FROM inbox_delivery WHERE shop = $1 AND topic = $2 AND triggered_at > $3
     AND (status = 'folded' OR status = 'pending' AND id < $4) LIMIT 1`;

/** One shop's own row, sessions and backfill on a transaction's connection. */
export function createInstallationStore(
  client: pg.ClientBase,
  shop: { readonly id: number; readonly domain: string },
): InstallationStore {
  return {
    async isOvertaken({ id, topic, triggeredAt }) {
      const { rowCount } = await client.query(IS_OVERTAKEN, [shop.domain, topic, triggeredAt, id]);
      return rowCount === 1;
    },
    async update({ name, currency, timezone, country, plan }) {
      await client.query(
        `UPDATE shop SET name = $2, currency = $3, timezone = coalesce($4, timezone), country = coalesce($5, country),
                plan = coalesce($6, plan), updated_at = now() WHERE id = $1`,
        [shop.id, name, currency, timezone, country, plan],
      );
    },
    async setScopes(scopes) {
      await client.query('UPDATE shop SET scopes = $2, updated_at = now() WHERE id = $1', [shop.id, scopes]);
      await client.query('UPDATE incentive_discount SET retry_at = NULL WHERE shop_id = $1', [shop.id]);
    },
    async uninstall(at) {
      const { rowCount } = await client.query(
        `UPDATE shop SET uninstalled_at = $2, pixel_id = NULL, pixel_since = NULL, updated_at = now()
          WHERE id = $1 AND uninstalled_at IS NULL AND installed_at <= $2`,
        [shop.id, at],
      );
      if (rowCount === 0) return false;
      await client.query('DELETE FROM session WHERE shop = $1', [shop.domain]);
      await client.query('DELETE FROM incentive_discount WHERE shop_id = $1', [shop.id]);
      await client.query('DELETE FROM customer_segments WHERE shop_id = $1', [shop.id]);
      await client.query('DELETE FROM local_payload WHERE shop_id = $1', [shop.id]);
      await client.query('DELETE FROM local_decision WHERE shop_id = $1', [shop.id]);
      await client.query(
        `UPDATE backfill SET status = 'failed', message = 'The app was uninstalled.', finished_at = now()
          WHERE shop_id = $1 AND status <> 'done'`,
        [shop.id],
      );
      return true;
    },
    async restartBackfill(step) {
      await client.query(
        `INSERT INTO backfill (shop_id, step, status) VALUES ($1, $2, 'pending')
         ON CONFLICT (shop_id, step) DO UPDATE SET status = 'pending', operation_id = NULL, url = NULL, objects_done = 0,
           objects_all = NULL, message = NULL, started_at = NULL, finished_at = NULL`,
        [shop.id, step],
      );
    },
  };
}
