import type { z } from 'zod';
import * as cart from '#app/contracts/webhooks/cart.ts';
import * as compliance from '#app/contracts/webhooks/compliance.ts';
import * as customer from '#app/contracts/webhooks/customer.ts';
import * as order from '#app/contracts/webhooks/order.ts';
import * as product from '#app/contracts/webhooks/product.ts';
import * as shop from '#app/contracts/webhooks/shop.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { DataSubject, ShopNews } from '#app/ports/shop-news.ts';
import { grantedScopes } from '../granted-scopes.ts';
import { instantOf } from '../order-parts.ts';
import { toCartNews, toCheckoutNews } from './map-cart.ts';
import { customerIdOf, isSubscribed, toCustomerNews } from './map-customer.ts';
import { globalIdOf, toOrderEdit, toOrderNews, toRefund } from './map-order.ts';
import { toProductNews } from './map-product.ts';
import { topic, type Topic } from './topic.ts';

const orderTopic = topic(order.orderPayload, toOrderNews);
const customerTopic = topic(customer.customerPayload, toCustomerNews);
const cartTopic = topic(cart.cartPayload, toCartNews);
const checkoutTopic = topic(cart.checkoutPayload, toCheckoutNews);
const productTopic = topic(product.productPayload, toProductNews);

const tagTopic = (direction: 'added' | 'removed') =>
  topic(customer.tagChangePayload, ({ customerId, tags, occurredAt }) => ({
    kind: 'customer',
    customerId: customerIdOf(customerId),
    at: toInstant(occurredAt),
    tagChange: { added: [], removed: [], [direction]: tags },
  }));

const segmentTopic = (isMember: boolean) =>
  topic(customer.segmentChangePayload, ({ customer_id, segment_id }) => ({
    kind: 'segment-membership',
    customerId: customerIdOf(customer_id),
    segmentId: segment_id,
    isMember,
  }));

const stockTopic = (isInStock: boolean) =>
  topic(product.variantStockPayload, (variant) => ({
    kind: 'variant-stock',
    variantId: globalIdOf('ProductVariant', variant),
    isInStock,
    quantity: variant.inventory_quantity ?? null,
  }));

/** Every topic Attune subscribes to (shopify.app.toml) by its name there. */
export const TOPICS: Readonly<Record<string, Topic>> = {
  'orders/create': orderTopic,
  'orders/updated': orderTopic,
  'orders/cancelled': orderTopic,
  'orders/paid': orderTopic,
  'orders/edited': topic(order.orderEditPayload, (edit, { receivedAt }) => toOrderEdit(edit, receivedAt)),
  'orders/delete': topic(order.orderDeletePayload, (gone) => ({
    kind: 'order-deleted',
    orderId: globalIdOf('Order', gone),
  })),
  'refunds/create': topic(order.refundPayload, toRefund),
  'carts/create': cartTopic,
  'carts/update': cartTopic,
  'checkouts/create': checkoutTopic,
  'checkouts/update': checkoutTopic,
  'checkouts/delete': topic(cart.checkoutDeletePayload, ({ token, cart_token }) => ({
    kind: 'checkout-deleted',
    token: token ?? null,
    cartToken: cart_token ?? null,
  })),
  'customers/create': customerTopic,
  'customers/update': customerTopic,
  'customers/delete': topic(customer.customerDeletePayload, (gone) => ({
    kind: 'customer-deleted',
    customerId: globalIdOf('Customer', gone),
  })),
  'customers/merge': topic(customer.customerMergePayload, toMerge),
  'customers/purchasing_summary': topic(customer.purchasingSummaryPayload, () => ({
    kind: 'nothing',
    because: 'purchases are counted from orders',
  })),
  'customer.tags_added': tagTopic('added'),
  'customer.tags_removed': tagTopic('removed'),
  'customers_marketing_consent/update': topic(customer.smsConsentPayload, () => ({
    kind: 'nothing',
    because: 'no fact is made of consent to text messages',
  })),
  'customers_email_marketing_consent/update': topic(customer.emailConsentPayload, (payload) => ({
    kind: 'customer',
    customerId: gid('Customer', payload.customer_id),
    at: null,
    emailMarketing: {
      at: instantOf(payload.email_marketing_consent.consent_updated_at),
      isSubscribed: isSubscribed(payload.email_marketing_consent.state),
    },
  })),
  'customer.joined_segment': segmentTopic(true),
  'customer.left_segment': segmentTopic(false),
  'products/create': productTopic,
  'products/update': productTopic,
  'products/delete': topic(product.productDeletePayload, ({ id }) => ({
    kind: 'product-deleted',
    productId: gid('Product', id),
  })),
  'variants/in_stock': stockTopic(true),
  'variants/out_of_stock': stockTopic(false),
  'inventory_levels/update': topic(product.inventoryLevelPayload, toInventoryLevel),
  'bulk_operations/finish': topic(shop.bulkFinishPayload, ({ admin_graphql_api_id }) => ({
    kind: 'bulk-operation-finished',
    operationId: admin_graphql_api_id,
  })),
  'shop/update': topic(shop.shopPayload, (payload) => ({
    kind: 'shop',
    name: payload.name,
    currency: payload.currency,
    timezone: payload.iana_timezone ?? null,
    country: payload.country_code ?? null,
    plan: payload.plan_display_name ?? null,
  })),
  'app/uninstalled': topic(shop.uninstalledPayload, () => ({ kind: 'app-uninstalled' })),
  'app/scopes_update': topic(shop.scopesPayload, ({ current }) => ({
    kind: 'scopes-changed',
    scopes: grantedScopes(current),
  })),
  'customers/data_request': topic(compliance.dataRequestPayload, (payload) => ({
    kind: 'data-request',
    requestId: payload.data_request.id,
    shopDomain: payload.shop_domain,
    subject: toSubject(payload.customer, payload.orders_requested),
  })),
  'customers/redact': topic(compliance.customerRedactPayload, (payload) => ({
    kind: 'customer-redaction',
    shopDomain: payload.shop_domain,
    subject: toSubject(payload.customer, payload.orders_to_redact),
  })),
  'shop/redact': topic(compliance.shopRedactPayload, ({ shop_domain }) => ({
    kind: 'shop-redaction',
    shopDomain: shop_domain,
  })),
};

function toMerge(payload: z.output<typeof customer.customerMergePayload>): ShopNews {
  if (payload.status !== 'completed') return { kind: 'nothing', because: 'the merge was not completed' };
  return {
    kind: 'customers-merged',
    keptId: customerIdOf(payload.admin_graphql_api_customer_kept_id),
    goneId: customerIdOf(payload.admin_graphql_api_customer_deleted_id),
  };
}

/** The item's own number may have lost digits; the level's global id ends with it in full. */
function toInventoryLevel(payload: z.output<typeof product.inventoryLevelPayload>): ShopNews {
  const full = /inventory_item_id=(\d+)$/.exec(payload.admin_graphql_api_id ?? '')?.[1];
  return {
    kind: 'inventory-level',
    inventoryItemId: gid('InventoryItem', full ?? payload.inventory_item_id),
    available: payload.available ?? null,
  };
}

function toSubject(
  person: { readonly id: string; readonly email?: string | null; readonly phone?: string | null },
  orders: readonly string[] | null | undefined,
): DataSubject {
  return {
    customerId: gid('Customer', person.id),
    email: person.email ?? null,
    phone: person.phone ?? null,
    orderIds: (orders ?? []).map((id) => gid('Order', id)),
  };
}
