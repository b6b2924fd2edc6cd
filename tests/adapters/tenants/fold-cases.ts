import { createActivityStore } from '#app/adapters/prisma/shoppers/activity-store.ts';
import { createComplianceStore } from '#app/adapters/prisma/shoppers/compliance-store.ts';
import { createConversionStore } from '#app/adapters/prisma/experiments/conversion-store.ts';
import { createFoldTransactions } from '#app/adapters/prisma/inbox/fold-transaction.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createHistoryWriter } from '#app/adapters/prisma/history-writer.ts';
import { createHousekeeping } from '#app/adapters/prisma/inbox/housekeeping.ts';
import { createInbox } from '#app/adapters/prisma/inbox/inbox-store.ts';
import { createIncentiveUses } from '#app/adapters/prisma/campaigns/incentive-uses.ts';
import { createInstallationDesk } from '#app/adapters/prisma/shops/installation-desk.ts';
import { createInstallationStore } from '#app/adapters/prisma/shops/installation-store.ts';
import { createItemEventStore } from '#app/adapters/prisma/experiments/ledger-store.ts';
import { createMembershipStore } from '#app/adapters/prisma/segments/membership-store.ts';
import { createOpenCartStore } from '#app/adapters/prisma/reminders/open-cart-store.ts';
import { createOrderStore } from '#app/adapters/prisma/orders/order-store.ts';
import { createPastItems } from '#app/adapters/prisma/campaigns/past-items.ts';
import { createProductStore } from '#app/adapters/prisma/catalog/product-store.ts';
import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import { createReturningCustomers } from '#app/adapters/prisma/shoppers/returning-customers.ts';
import { createSavedDetailStore } from '#app/adapters/prisma/campaigns/saved-detail-store.ts';
import { createShopperStore } from '#app/adapters/prisma/shoppers/shopper-store.ts';
import { expect } from 'vitest';
import { gid, type VariantId } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import type { OrderRecord } from '#app/domain/profiles/order-record.ts';
import type { DecidedMemberships } from '#app/ports/membership-store.ts';
import type { SaleTerms, VariantOfProduct } from '#app/ports/shop-history.ts';
import type { ProductFacts, VariantFacts } from '#app/ports/shop-news.ts';
import type { DataSubject } from '#app/ports/shop-news.ts';
import { ourShop } from './admin-cases.ts';
import { casesOf } from './cases.ts';
import type { StoreCases } from './cases.ts';
import type { Draw } from './draw.ts';
import { SHOP, cipher } from './world.ts';

const addresses = createAddressCipher(cipher);
const FEBRUARY = Date.UTC(2026, 1, 1) / 1000;
const at = new Date(FEBRUARY * 1000);

const NOT_TOLD = { timezone: null, country: null, plan: null };

const order = (draw: Draw): OrderRecord => ({
  id: draw.order(),
  customerId: draw.customer(),
  checkoutToken: draw.name('checkout'),
  cartToken: draw.name('cart'),
  processedAt: FEBRUARY,
  updatedAt: FEBRUARY + draw.int(9),
  cancelledAt: null,
  test: false,
  sourceName: 'web',
  country: 'GB',
  currency: 'GBP',
  subtotalMinor: draw.int(99),
  totalMinor: 99,
  refundedMinor: 0,
  lines: [],
});

const product = (draw: Draw): ProductFacts => ({
  id: draw.product(),
  title: draw.text(),
  handle: 'h',
  vendor: 'v',
  type: 't',
  tags: [],
  status: 'ACTIVE',
  imageUrl: null,
  publishedAt: FEBRUARY,
  updatedAt: FEBRUARY + draw.int(9),
});

const variant = (draw: Draw): Omit<VariantFacts, 'price'> => ({
  id: draw.variant(),
  title: draw.text(),
  sku: null,
  position: 1,
  inventoryItemId: draw.name('inventory'),
  inventoryQuantity: draw.int(5),
  inventoryPolicy: 'DENY',
  inventoryTracked: true,
  availableForSale: true,
  requiresShipping: true,
});

const TERMS: SaleTerms = {
  isGiftCard: true,
  requiresSellingPlan: true,
  isHiddenFromSearch: true,
  unpublishedIn: [gid('Market', 1)],
};

const pricedVariant = (draw: Draw): VariantOfProduct => ({
  ...variant(draw),
  productId: draw.product(),
  price: '2.00',
  prices: {},
  unitCost: '1.00',
  minimumQuantity: 2,
});

const MEMBERSHIPS: DecidedMemberships = {
  segmentIds: ['segment-1'],
  nextSegmentIds: [],
  nextChangeAt: null,
  configVersion: 3,
  changes: [{ segmentId: 'segment-1', entered: true, at: FEBRUARY, cause: 'event' }],
};

const subject = (draw: Draw): DataSubject => ({
  customerId: draw.customer(),
  email: null,
  phone: null,
  orderIds: [draw.order()],
});

const details = (draw: Draw) => ({
  shopperId: draw.customer(),
  address: { city: draw.text() },
  paymentType: draw.text(),
  at: FEBRUARY + draw.int(9),
});

/** Stores that webhooks, the history and the checkout write through. */
export const FOLD_CASES: Readonly<Record<string, StoreCases>> = {
  createItemEventStore: casesOf(({ pool }) => createItemEventStore(pool), {
    record: (store, draw) =>
      store.record(SHOP.id, [
        { decisionId: draw.decision(), itemKey: draw.name('item'), kind: 'dismissal', atMs: FEBRUARY * 1000 },
      ]),
  }),
  createProfileStore: casesOf(({ pool }) => createProfileStore(pool, createShopperReader(addresses.open)), {
    find: async (store, draw) => {
      const found = await store.find(SHOP.id, draw.customer());
      return [found, found?.savedDetails()];
    },
  }),
  createReturningCustomers: casesOf(
    ({ pool }) => createReturningCustomers(pool, createShopperReader(addresses.open)),
    {
      find: async (store, draw) => {
        const checkoutToken = draw.name('checkout');
        const found = await store.find(SHOP.id, draw.customer(), { since: 0, checkoutToken });
        return [found, found.shopper?.savedDetails()];
      },
    },
  ),
  createPastItems: casesOf(({ pool }) => createPastItems(pool), {
    find: (store, draw) => store.find(SHOP.id, draw.customer(), { since: 0, exceptCheckout: null }),
  }),
  createConversionStore: casesOf(({ client }) => createConversionStore(client, SHOP.id), {
    findItems: (store, draw) => store.findItems([draw.decision(), draw.decision()], [draw.name('checkout')]),
    replace: (store, draw) =>
      store.replace([
        {
          order: { id: draw.order(), currency: 'GBP', processedAt: FEBRUARY },
          rows: [
            {
              lineId: 'line-1',
              decisionId: draw.decision(),
              itemKey: draw.name('item'),
              campaignId: draw.name('campaign'),
              joinedBy: 'attribute',
              amountMinor: 5,
            },
          ],
        },
      ]),
  }),
  createComplianceStore: casesOf(({ client }) => createComplianceStore(client, SHOP.domain, cipher), {
    collect: (store, draw) => store.collect(subject(draw)),
    redactCustomer: (store, draw) => store.redactCustomer(subject(draw)),
    redactShop: (store) => store.redactShop({ deliveryId: '11', askedAt: at }),
    addReceipt: (store, draw) =>
      store.addReceipt({ topic: 'customers/redact', requestId: draw.text(), counts: { profile: 1 } }),
  }),
  createFoldTransactions: casesOf(({ client }) => createFoldTransactions(cipher)(client), {
    findShops: (store) => store.findShops([SHOP.domain]),
    rulesOf: async (store) => {
      const source = store.rulesOf(SHOP.id);
      return [await source.rules(), await source.markets(), await source.products()];
    },
    storesOf: { acrossShops: 'only puts stores together that have cases of their own' },
    complianceOf: { acrossShops: 'only opens a store that has cases of its own' },
    publish: (store) => store.publish(SHOP.id, 'profiles'),
  }),
  createHistoryWriter: casesOf((ground) => ({ ...createHistoryWriter(ground.pool, addresses), ground }), {
    ground: { acrossShops: 'not a method' },
    saveShop: (store, draw) =>
      store.saveShop(SHOP.id, {
        facts: {
          kind: 'shop',
          name: draw.text(),
          currency: 'GBP',
          timezone: null,
          country: 'GB',
          plan: null,
        },
        scopes: ['read_orders'],
        markets: [],
      }),
    markets: (store) => store.markets(SHOP.id),
    saveProducts: async (store, draw) =>
      store.saveProducts(await ourShop(store.ground), {
        products: [{ ...product(draw), ...TERMS }],
        variants: [pricedVariant(draw)],
        collections: [{ productId: draw.product(), title: draw.text() }],
        components: [{ bundleId: draw.variant(), componentId: draw.product() }],
        rowCount: 4,
      }),
    saveCustomers: async (store, draw) =>
      store.saveCustomers(
        await ourShop(store.ground),
        {
          customers: [{ kind: 'customer', customerId: draw.customer(), at: FEBRUARY, tags: [draw.text()] }],
          rowCount: 1,
        },
        FEBRUARY,
      ),
    saveOrders: async (store, draw) =>
      store.saveOrders(await ourShop(store.ground), {
        orders: [
          {
            order: order(draw),
            saved: { address: { city: draw.text() }, paymentType: null },
            refunds: [{ id: `refund-${draw.int(6)}`, at: FEBRUARY, amountMinor: 3, lines: [] }],
          },
        ],
        lateLines: new Map(),
        rowCount: 1,
      }),
    refoldShoppers: async (store) => {
      const seen: unknown[] = [];
      const refold: Parameters<typeof store.refoldShoppers>[1] = async (shoppers, { shop, source }) => {
        seen.push(shoppers, shop, await source.rules());
        return shoppers.map(({ customerId, profile, log }) => ({ customerId, profile, log, ...MEMBERSHIPS }));
      };
      return [await store.refoldShoppers(await ourShop(store.ground), refold, async () => {}), seen];
    },
    staleVariants: { acrossShops: 'the worker asks whose prices to read next' },
    saveVariants: async (store, draw) => {
      const { rows: asked } = await store.ground.pool.query<{ id: VariantId; version: string }>(
        'SELECT id, xmin::text AS version FROM variant WHERE shop_id = $1 ORDER BY id LIMIT 2',
        [SHOP.id],
      );
      const found = [{ ...pricedVariant(draw), terms: TERMS }];
      return store.saveVariants(await ourShop(store.ground), asked, found);
    },
    publishCatalog: (store) => store.publishCatalog(SHOP.id),
  }),
  createHousekeeping: casesOf(({ pool }) => createHousekeeping(pool), {
    run: { acrossShops: 'what is past its time goes, whoever it belongs to' },
  }),
  createInbox: casesOf(({ pool }) => createInbox(pool, createFoldTransactions(cipher)), {
    append: (store, draw) =>
      store.append([
        {
          shop: SHOP.domain,
          topic: 'orders/create',
          eventId: `event-${draw.int(6)}`,
          webhookId: 'w',
          apiVersion: null,
          triggeredAt: null,
          receivedAt: at,
          partition: 70,
          body: '{}',
        },
      ]),
    pendingPartitions: { acrossShops: 'the worker asks what waits' },
    foldPartitions: { acrossShops: 'a partition holds deliveries of many shops' },
    replayRefused: (store) => store.replayRefused(SHOP.domain, ['fold-failed']),
  }),
  createInstallationDesk: casesOf(({ pool }) => createInstallationDesk(pool), {
    install: (store, draw) =>
      store.install({
        domain: SHOP.domain,
        scopes: [draw.text()],
        at,
        holdout: 0.05,
        segments: [],
        campaigns: [],
      }),
  }),
  createInstallationStore: casesOf(({ client }) => createInstallationStore(client, SHOP), {
    isOvertaken: (store, draw) =>
      store.isOvertaken({ id: draw.delivery(), topic: 'shop/update', triggeredAt: new Date(0) }),
    update: (store, draw) => store.update({ kind: 'shop', name: draw.text(), currency: 'GBP', ...NOT_TOLD }),
    setScopes: (store, draw) => store.setScopes([draw.text()]),
    uninstall: (store) => store.uninstall(at),
    restartBackfill: (store, draw) => store.restartBackfill(draw.step()),
  }),
  createMembershipStore: casesOf(({ pool }) => createMembershipStore(pool), {
    staleShops: { acrossShops: 'the worker asks where work waits' },
    decideChunk: (store, draw) =>
      store.decideChunk(
        SHOP.id,
        { reason: draw.int(2) === 0 ? 'time' : 'rules', now: FEBRUARY, limit: 5 },
        async (shop, shoppers) => {
          expect(shop.domain).toBe(SHOP.domain);
          return shoppers.map(({ customerId }) => ({ customerId, ...MEMBERSHIPS }));
        },
      ),
    nextDue: { acrossShops: 'the worker asks when to wake' },
    finishBuilds: { acrossShops: 'the worker swaps whatever is built' },
    markBuyers: { acrossShops: 'the worker follows products of every shop' },
  }),
  createActivityStore: casesOf(({ client }) => createActivityStore(client, SHOP.id), {
    saveCartChange: (store, draw) =>
      store.saveCartChange({
        cartToken: draw.name('cart'),
        changedMs: draw.int(3),
        at: FEBRUARY,
        isEmpty: draw.int(2) === 0,
        valueMinor: draw.int(99),
      }),
    saveCheckoutCart: (store, draw) => store.saveCheckoutCart(draw.name('checkout')),
    saveCheckouts: (store, draw) =>
      store.saveCheckouts([
        { orderId: draw.order(), cartToken: draw.name('cart'), owner: draw.customer(), at: FEBRUARY },
      ]),
    forgetCheckout: (store, draw) => store.forgetCheckout(draw.order()),
    assignCarts: (store, draw) => store.assignCarts([draw.name('cart')]),
    tracesOf: async (store, draw) => [...(await store.tracesOf([draw.customer(), draw.customer()]))],
    rekeyCustomer: (store, draw) => store.rekeyCustomer(draw.customer(), draw.customer()),
    forget: (store, draw) => store.forget(draw.customer()),
  }),
  createOpenCartStore: casesOf(({ client }) => createOpenCartStore(client, SHOP.id), {
    save: (store, draw) =>
      store.save({
        kind: 'cart',
        token: draw.name('cart'),
        cartToken: draw.name('cart'),
        customerId: draw.customer(),
        startedAt: FEBRUARY,
        updatedAt: FEBRUARY,
        completedAt: null,
        lines: [],
        valueMinor: draw.int(99),
      }),
    lock: (store, draw) => store.lock([draw.name('cart')]),
    complete: (store, draw) =>
      store.complete([
        {
          checkout: draw.name('checkout'),
          cart: draw.name('cart'),
          at: FEBRUARY,
          owner: draw.customer(),
        },
      ]),
    lookAgain: (store, draw) => store.lookAgain([draw.customer()]),
    rekeyCustomer: (store, draw) => store.rekeyCustomer(draw.customer(), draw.customer()),
  }),
  createIncentiveUses: casesOf(({ client }) => createIncentiveUses(client, SHOP.id), {
    replace: (store, draw) => store.replace(order(draw), [{ title: draw.text(), amountMinor: 5 }]),
  }),
  createOrderStore: casesOf(({ client }) => createOrderStore(client, SHOP.id), {
    lock: async (store, draw) => [...(await store.lock([draw.order()]))],
    save: (store, draw) => store.save([{ order: order(draw), triggeredAt: at }]),
    addAdjustment: (store, draw) =>
      store.addAdjustment(draw.order(), {
        id: `refund-${1 + draw.int(4)}`,
        at: FEBRUARY,
        amountMinor: 7,
        lines: [],
      }),
    markDeleted: (store, draw) => store.markDeleted(draw.order(), FEBRUARY),
    rekeyCustomer: (store, draw) => store.rekeyCustomer(draw.customer(), draw.customer()),
  }),
  createProductStore: casesOf(({ client }) => createProductStore(client, SHOP.id), {
    save: (store, draw) => store.save(product(draw), [{ ...variant(draw), priceMinor: 5 }], [draw.variant()]),
    markDeleted: (store, draw) => store.markDeleted(draw.product(), FEBRUARY),
    setStock: (store, draw) =>
      store.setStock(draw.variant(), { isInStock: draw.int(2) === 0, quantity: draw.int(5) }, new Date()),
    setInventoryLevel: (store, draw) =>
      store.setInventoryLevel(draw.name('inventory'), draw.int(5), new Date()),
  }),
  createSavedDetailStore: casesOf(({ client }) => createSavedDetailStore(client, SHOP.id, addresses), {
    saveAll: (store, draw) => store.saveAll([details(draw)]),
    rekey: (store, draw) => store.rekey(draw.customer(), draw.customer()),
  }),
  createShopperStore: casesOf(({ client }) => createShopperStore(client, SHOP.id), {
    lock: async (store, draw) => [...(await store.lock([draw.customer()]))],
    isKnown: (store, draw) => store.isKnown(draw.customer()),
    saveAll: (store, draw) => {
      const customerId = draw.customer();
      const profile = emptyProfile(customerId);
      return store.saveAll([{ customerId, profile, log: {}, ...MEMBERSHIPS }]);
    },
    markMerged: (store, draw) => store.markMerged(draw.customer(), draw.customer(), FEBRUARY),
    rekeyTraces: (store, draw) => store.rekeyTraces(draw.customer(), draw.customer()),
    forgetDetails: (store, draw) => store.forgetDetails(draw.customer()),
    saveShopifySegment: (store, draw) =>
      store.saveShopifySegment(draw.customer(), draw.name('segment'), draw.int(2) === 0, at),
  }),
};
