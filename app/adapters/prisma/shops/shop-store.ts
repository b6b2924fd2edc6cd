import type { Pool } from 'pg';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';

export interface ShopRow {
  id: number;
  domain: string;
  name: string;
  currency: string;
  timezone: string;
  country: string | null;
  scopes: string[];
  installed_at: Date;
  uninstalled_at: Date | null;
  settings: unknown;
  pixel_since: Date | null;
  config_version: number;
  catalog_version: number;
  model_version: number;
  rules_version: number;
}

export const SHOP_COLUMNS = `id, domain, name, currency, timezone, country, scopes, installed_at, uninstalled_at, settings,
  pixel_since, config_version, catalog_version, model_version, rules_version`;

/** Shops as rows of `shop`. */
export function createShopStore(pool: Pool): ShopStore {
  const findOne = async (condition: string, value: unknown): Promise<Shop | null> => {
    const { rows } = await pool.query<ShopRow>(`SELECT ${SHOP_COLUMNS} FROM shop WHERE ${condition}`, [
      value,
    ]);
    return rows[0] === undefined ? null : toShop(rows[0]);
  };
  return {
    findByDomain: (domain) => findOne('domain = $1', domain),
    findById: (id) => findOne('id = $1', id),
    async listInstalled() {
      const { rows } = await pool.query<ShopRow>(
        `SELECT ${SHOP_COLUMNS} FROM shop WHERE uninstalled_at IS NULL ORDER BY id`,
      );
      return rows.map(toShop);
    },
  };
}

export function toShop(row: ShopRow): Shop {
  return {
    id: row.id as ShopId,
    domain: row.domain,
    name: row.name,
    currency: row.currency,
    timezone: row.timezone,
    country: row.country,
    scopes: row.scopes,
    installedAt: toInstant(row.installed_at),
    uninstalledAt: row.uninstalled_at === null ? null : toInstant(row.uninstalled_at),
    settings: row.settings,
    pixelSince: row.pixel_since === null ? null : toInstant(row.pixel_since),
    versions: {
      config: row.config_version,
      catalog: row.catalog_version,
      model: row.model_version,
      rules: row.rules_version,
    },
  };
}
