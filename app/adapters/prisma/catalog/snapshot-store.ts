import type { Pool } from 'pg';
import { campaignContent, campaignLimits } from '#app/contracts/campaign-content.ts';
import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import {
  NO_INCENTIVES,
  type IncentiveConfiguration,
} from '#app/domain/campaigns/incentives/configuration.ts';
import type { Log } from '#app/ports/log.ts';
import type { SnapshotStore } from '#app/ports/snapshot-store.ts';
import { toSchedule } from '../campaigns/campaign-store.ts';
import { toCatalog } from './catalog-rows.ts';
import type { MarketRow, ProductRow, VariantRow } from './catalog-rows.ts';
import { createServedModels } from '../../training/served-model.ts';
import { readRunningExperiments } from '../experiments/experiment-rows.ts';
import { readMerchandising } from './merchandising-store.ts';
import { readSegments } from '../segments/segment-rows.ts';

interface CampaignRow {
  id: string;
  name: string;
  kind: string;
  starts_at: Date | null;
  ends_at: Date | null;
  limits: unknown;
  priority: number;
  audience: string[];
  excluded: string[];
  placements: string[];
  content: unknown;
  version: number;
}

/** Reads the parts of shop snapshots, each by set-based SQL: a catalog has thousands of rows. */
export function createSnapshotStore(pool: Pool, log: Log): SnapshotStore {
  return {
    readSegments: (shopId) => readSegments(pool, shopId),
    async readSpentCampaigns(shopId) {
      const { rows } = await pool.query<{ id: string }>(
        'SELECT id FROM campaign WHERE shop_id = $1 AND is_spent',
        [shopId],
      );
      return rows.map(({ id }) => id);
    },
    async readCampaigns(shopId) {
      const { rows } = await pool.query<CampaignRow>(
        `SELECT id, name, kind, starts_at, ends_at, limits, priority, audience, excluded, placements, content, version
           FROM campaign WHERE shop_id = $1 AND status = 'running'`,
        [shopId],
      );
      return rows.flatMap((row) => toCampaign(row, shopId, log));
    },
    async readIncentives(shopId) {
      const { rows } = await pool.query<{ configuration: IncentiveConfiguration }>(
        'SELECT configuration FROM incentive_discount WHERE shop_id = $1',
        [shopId],
      );
      return rows[0]?.configuration ?? NO_INCENTIVES;
    },
    readExperiments: (shopId) => readRunningExperiments(pool, shopId, log),
    readMerchandising: (shopId) => readMerchandising(pool, shopId),
    async readCatalog(shop) {
      const [markets, products, variants] = await Promise.all([
        pool.query<MarketRow>(
          'SELECT id, name, countries, currency FROM market WHERE shop_id = $1 ORDER BY id',
          [shop.id],
        ),
        pool.query<ProductRow>(
          `SELECT id, title, vendor, type, tags, collections, status, image_url, published_at,
                  is_gift_card, requires_selling_plan, hidden_from_search, unpublished_in, components
             FROM product WHERE shop_id = $1 AND deleted_at IS NULL ORDER BY id`,
          [shop.id],
        ),
        pool.query<VariantRow>(
          `SELECT id, product_id, title, sku, price_minor, prices, inventory_quantity, inventory_policy,
                  inventory_tracked, available_for_sale, requires_shipping, unit_cost_minor, minimum_quantity
             FROM variant WHERE shop_id = $1 ORDER BY product_id, position, id`,
          [shop.id],
        ),
      ]);
      return toCatalog(shop.currency, markets.rows, products.rows, variants.rows);
    },
    readModel: createServedModels(pool, log),
  };
}

function toCampaign(row: CampaignRow, shopId: number, log: Log): Campaign[] {
  const { kind, content, starts_at, ends_at, limits: storedLimits, ...base } = row;
  const parsed = campaignContent.safeParse({ kind, content });
  const limits = campaignLimits.safeParse(storedLimits);
  if (parsed.success && limits.success) {
    const schedule = toSchedule({ starts_at, ends_at });
    return [{ ...base, status: 'running', schedule, limits: limits.data, ...parsed.data }];
  }
  log.error({ shopId, campaignId: row.id }, 'campaign left out: its content cannot be read');
  return [];
}
