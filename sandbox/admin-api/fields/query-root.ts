import { connect } from '#sandbox/admin-api/connection.ts';
import { isOrderVisible, type AdminContext, type Args, type FieldTable } from '#sandbox/admin-api/context.ts';
import { searchNodes, sortNodes, type SearchFields } from '#sandbox/admin-api/search.ts';
import { ADMIN_API_VERSION } from '#app/contracts/api-versions.ts';
import { COLLECTIONS } from '#sandbox/shop/collections.ts';
import { CUSTOMER_SEGMENTS } from '#sandbox/shop/segments.ts';
import { gid, numberOfGid, typeOfGid } from '#sandbox/shop/gid.ts';
import type { Customer, Order, Product } from '#sandbox/shop/shop.ts';
import { financialStatusOf } from '#sandbox/shop/totals.ts';
import { inventoryItemSource, locationSource, variantSource } from './product.ts';
import { findPixel } from './pixel.ts';
import { segmentRoots } from './segment.ts';
import { metafieldFields } from './shared.ts';

const ORDER_SEARCH: SearchFields<Order> = {
  id: ({ id }) => id,
  name: ({ number }) => `#${number}`,
  created_at: ({ createdAt }) => createdAt,
  processed_at: ({ createdAt }) => createdAt,
  updated_at: ({ updatedAt }) => updatedAt,
  customer_id: ({ customer }) => customer?.id ?? 0,
  email: ({ email }) => email ?? '',
  tag: ({ tags }) => tags,
  financial_status: (order) => financialStatusOf(order),
};
const CUSTOMER_SEARCH: SearchFields<Customer> = {
  id: ({ id }) => id,
  email: ({ email }) => email,
  tag: ({ tags }) => tags,
  country: ({ countryCode }) => countryCode,
  orders_count: ({ orders }) => orders.length,
  customer_date: ({ createdAt }) => createdAt,
  updated_at: ({ updatedAt }) => updatedAt,
};
const PRODUCT_SEARCH: SearchFields<Product> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  handle: ({ handle }) => handle,
  sku: ({ sku }) => sku,
  product_type: ({ productType }) => productType,
  vendor: ({ vendor }) => vendor,
  tag: ({ tags }) => tags,
  status: () => 'ACTIVE',
  created_at: ({ createdAt }) => createdAt,
  updated_at: ({ updatedAt }) => updatedAt,
};
const TIME_KEYS = {
  CREATED_AT: ({ createdAt }: { createdAt: number }) => createdAt,
  PROCESSED_AT: ({ createdAt }: { createdAt: number }) => createdAt,
  UPDATED_AT: ({ updatedAt }: { updatedAt: number }) => updatedAt,
};

function listOrders(args: Args, context: AdminContext): readonly Order[] {
  const visible = context.shop.orders.filter((order) => isOrderVisible(order, context));
  return sortNodes(searchNodes(visible, args['query'], ORDER_SEARCH), args['sortKey'], {
    ...TIME_KEYS,
    ID: ({ id }) => id,
  });
}

function listCustomers(args: Args, { shop }: AdminContext): readonly Customer[] {
  const visible = shop.customers.filter((customer) => !customer.heldBack);
  return sortNodes(searchNodes(visible, args['query'], CUSTOMER_SEARCH), args['sortKey'] ?? 'ID', {
    ...TIME_KEYS,
    ID: ({ id }) => id,
  });
}

function listProducts(args: Args, { shop }: AdminContext): readonly Product[] {
  return sortNodes(searchNodes(shop.products, args['query'], PRODUCT_SEARCH), args['sortKey'], {
    ...TIME_KEYS,
    TITLE: ({ title }) => title,
    ID: ({ id }) => id,
  });
}

const countOf = (nodes: readonly unknown[], args: Args) => {
  const limit = typeof args['limit'] === 'number' ? args['limit'] : Infinity;
  return nodes.length > limit
    ? { count: limit, precision: 'AT_LEAST' }
    : { count: nodes.length, precision: 'EXACT' };
};

/** The source of a gid, or null; an order is null too when the app may not see it. */
function findNode(id: unknown, context: AdminContext): unknown {
  const text = String(id);
  const number = numberOfGid(text);
  const { shop } = context;
  const variantProduct = shop.productOf(number);
  switch (typeOfGid(text)) {
    case 'Product':
      return shop.product(number) ?? null;
    case 'ProductVariant':
      return variantProduct ? variantSource(variantProduct) : null;
    case 'InventoryItem': {
      const owner = shop.products.find((product) => product.inventoryItemId === number);
      return owner ? inventoryItemSource(owner) : null;
    }
    case 'Customer': {
      const customer = shop.customer(number);
      return customer && !customer.heldBack ? customer : null;
    }
    case 'DiscountAutomaticNode':
      return context.discounts.find(text) ?? null;
    case 'Order': {
      const order = shop.order(number);
      return order && isOrderVisible(order, context) ? order : null;
    }
    case 'Refund': {
      const refund = shop.refund(number);
      return refund && refund.order.refunds.includes(refund) && isOrderVisible(refund.order, context)
        ? refund
        : null;
    }
    case 'Collection':
      return COLLECTIONS.find((collection) => collection.id === number) ?? null;
    case 'Segment':
      return CUSTOMER_SEGMENTS.find((segment) => segment.id === number) ?? null;
    case 'Market':
      return shop.markets.find((market) => market.id === number) ?? null;
    case 'Shop':
      return shop.identity.id === number ? shop.identity : null;
    case 'BulkOperation':
      return context.bulk.get(text) ?? null;
    default:
      return null;
  }
}

const byGid = (type: string) => (_root: unknown, args: Args, context: AdminContext) =>
  typeOfGid(String(args['id'])) === type ? findNode(args['id'], context) : null;

const INSTALLATION_ID = gid('AppInstallation', 640_000_000_001);

const installation: FieldTable<unknown> = {
  id: () => INSTALLATION_ID,
  accessScopes: (_source, _args, context) =>
    context.installation().scopes.map((handle) => ({ handle, description: handle.replaceAll('_', ' ') })),
  app: (_source, _args, { settings }) => ({
    type: 'App',
    id: gid('App', 1_000_001),
    apiKey: settings.apiKey,
    embedded: true,
    handle: 'attune',
    title: 'Attune',
    webhookApiVersion: ADMIN_API_VERSION,
  }),
  launchUrl: (_source, _args, { shop }) =>
    `https://admin.shopify.com/store/${shop.identity.handle}/apps/attune`,
  ...metafieldFields(() => INSTALLATION_ID),
};

const queryRoot: FieldTable<unknown> = {
  shop: (_root, _args, { shop }) => shop.identity,
  markets: (_root, args, { shop }) => connect(shop.markets, args, (market) => market.id),
  market: byGid('Market'),
  product: byGid('Product'),
  products: (_root, args, context) => connect(listProducts(args, context), args, ({ id }) => id),
  productsCount: (_root, args, context) => countOf(listProducts(args, context), args),
  productVariant: byGid('ProductVariant'),
  productVariants: (_root, args, context) =>
    connect(listProducts(args, context).map(variantSource), args, ({ product }) => product.variantId),
  collection: byGid('Collection'),
  collections: (_root, args) => connect(COLLECTIONS, args, ({ id }) => id),
  ...segmentRoots,
  customer: byGid('Customer'),
  customers: (_root, args, context) => connect(listCustomers(args, context), args, ({ id }) => id),
  customersCount: (_root, args, context) => countOf(listCustomers(args, context), args),
  order: byGid('Order'),
  orders: (_root, args, context) => connect(listOrders(args, context), args, ({ id }) => id),
  ordersCount: (_root, args, context) => countOf(listOrders(args, context), args),
  node: (_root, args, context) => findNode(args['id'], context),
  nodes: (_root, args, context) =>
    Array.isArray(args['ids']) ? args['ids'].map((id) => findNode(id, context)) : [],
  bulkOperation: byGid('BulkOperation'),
  bulkOperations: (_root, args, { bulk }) => connect(bulk.list(), args, ({ id }) => id),
  currentBulkOperation: (_root, _args, { bulk }) => bulk.list().at(-1) ?? null,
  currentAppInstallation: () => ({ type: 'AppInstallation' }),
  inventoryItem: byGid('InventoryItem'),
  inventoryItems: (_root, args, context) =>
    connect(
      listProducts(args, context).map(inventoryItemSource),
      args,
      ({ product }) => product.inventoryItemId,
    ),
  locations: (_root, args, { settings }) => connect([locationSource(settings.now())], args, ({ id }) => id),
  webPixel: (_root, args, context) => findPixel(args, context),
  /** Attune's subscriptions are in shopify.app.toml; Shopify does not list those here either. */
  webhookSubscriptions: (_root, args) => connect<{ id: string }>([], args, ({ id }) => id),
};

export const queryRootFields = { QueryRoot: queryRoot, AppInstallation: installation };
export { findNode };
