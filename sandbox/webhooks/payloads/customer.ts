import { countryName } from '#sandbox/shop/countries.ts';
import { gid } from '#sandbox/shop/gid.ts';
import type { Customer, Identity } from '#sandbox/shop/shop.ts';
import { isoOf, localIsoOf } from '#sandbox/shop/time.ts';
import { addressPayload, SHOP_CURRENCY } from './fields.ts';

/** The number of a customer's one address. */
export const addressIdOf = (customer: Customer): number => customer.id + 2_000_000_000_000;

function defaultAddress(customer: Customer): Record<string, unknown> {
  const { latitude, longitude, ...address } = addressPayload(customer.address);
  return {
    id: addressIdOf(customer),
    customer_id: customer.id,
    ...address,
    country_name: countryName(customer.address.countryCode),
    default: true,
  };
}

/** A customer inside an order or checkout. */
export function customerRefPayload(customer: Customer): Record<string, unknown> {
  return {
    id: customer.id,
    created_at: localIsoOf(customer.createdAt),
    updated_at: localIsoOf(customer.updatedAt),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: 'enabled',
    note: null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: customer.phone,
    currency: SHOP_CURRENCY,
    tax_exemptions: [],
    admin_graphql_api_id: gid('Customer', customer.id),
    default_address: defaultAddress(customer),
  };
}

/** customers/create and customers/update. Tags are told by customer.tags_added and customer.tags_removed alone. */
export function customerPayload(customer: Customer): Record<string, unknown> {
  return { ...customerRefPayload(customer), addresses: [defaultAddress(customer)] };
}

export function tagsPayload(
  customer: Customer,
  tags: readonly string[],
  at: number,
): Record<string, unknown> {
  return { customerId: gid('Customer', customer.id), tags, occurredAt: isoOf(at).replace('Z', '.000Z') };
}

/** customer.joined_segment and customer.left_segment. */
export function segmentChangePayload(
  { id }: Identity,
  customer: Customer,
  segmentId: number,
): Record<string, unknown> {
  return {
    shop_id: gid('Shop', id),
    customer_id: gid('Customer', customer.id),
    segment_id: gid('Segment', segmentId),
  };
}

function personPayload(customer: Customer): Record<string, unknown> {
  return { id: customer.id, email: customer.email, phone: customer.phone };
}

const shopRef = ({ id, domain }: Identity) => ({ shop_id: id, shop_domain: domain });
const orderIds = (customer: Customer): number[] => customer.orders.map((order) => order.id);

export function dataRequestPayload(
  identity: Identity,
  customer: Customer,
  requestId: number,
): Record<string, unknown> {
  return {
    ...shopRef(identity),
    customer: personPayload(customer),
    orders_requested: orderIds(customer),
    data_request: { id: requestId },
  };
}

export function customerRedactPayload(identity: Identity, customer: Customer): Record<string, unknown> {
  return { ...shopRef(identity), customer: personPayload(customer), orders_to_redact: orderIds(customer) };
}

export const shopRedactPayload = (identity: Identity): Record<string, unknown> => shopRef(identity);
