import type pg from 'pg';
import type { FoldTransaction } from '#app/ports/fold-transaction.ts';
import { publishChange } from '../../postgres/change-feed.ts';
import { createActivityStore } from '../shoppers/activity-store.ts';
import { createAddressCipher } from '../shops/address-cipher.ts';
import { createComplianceStore } from '../shoppers/compliance-store.ts';
import { createConversionStore } from '../experiments/conversion-store.ts';
import type { OpenFoldTransaction } from './inbox-fold.ts';
import { createIncentiveUses } from '../campaigns/incentive-uses.ts';
import { createInstallationStore } from '../shops/installation-store.ts';
import { createOpenCartStore } from '../reminders/open-cart-store.ts';
import { createOrderStore } from '../orders/order-store.ts';
import { createProductStore } from '../catalog/product-store.ts';
import { createMetafieldCalls } from '../shoppers/pull-desk.ts';
import { createSavedDetailStore } from '../campaigns/saved-detail-store.ts';
import { shareRules } from '../segments/rules-lock.ts';
import { publishRules } from '../segments/rules-version.ts';
import { createRuleSource } from '../segments/segment-rows.ts';
import { SHOP_COLUMNS, toShop, type ShopRow } from '../shops/shop-store.ts';
import { createShopperStore } from '../shoppers/shopper-store.ts';
import type { CipherBox } from '../shops/token-cipher.ts';
import { createVisitorStore } from '../shoppers/visitor-store.ts';

/** The stores a fold works with, all on the connection that claimed the partition. */
export function createFoldTransactions(cipher: CipherBox): OpenFoldTransaction {
  const addresses = createAddressCipher(cipher);
  return (client: pg.PoolClient): FoldTransaction => ({
    async findShops(domains) {
      const known = await client.query<{ id: number }>('SELECT id FROM shop WHERE domain = ANY($1)', [
        domains,
      ]);
      await shareRules(
        client,
        known.rows.map(({ id }) => id),
      );
      const { rows } = await client.query<ShopRow>(
        `SELECT ${SHOP_COLUMNS} FROM shop WHERE domain = ANY($1)`,
        [domains],
      );
      return rows.map(toShop);
    },
    rulesOf: (shopId) => createRuleSource(client, shopId),
    storesOf: (shop) => ({
      orders: createOrderStore(client, shop.id),
      conversions: createConversionStore(client, shop.id),
      incentives: createIncentiveUses(client, shop.id),
      carts: createOpenCartStore(client, shop.id),
      activity: createActivityStore(client, shop.id),
      visitors: createVisitorStore(client, shop.id),
      details: createSavedDetailStore(client, shop.id, addresses),
      shoppers: createShopperStore(client, shop.id),
      products: createProductStore(client, shop.id),
      installation: createInstallationStore(client, shop),
      metafields: createMetafieldCalls(client, shop.id),
    }),
    complianceOf: (domain) => createComplianceStore(client, domain, cipher),
    async publish(shopId, kind) {
      // A fold changes of the configuration only what rules rest on: the currency, the time zone.
      if (kind === 'config') await publishRules(client, shopId);
      else await publishChange(client, { shopId, kind });
    },
  });
}
