import { connect } from '#sandbox/admin-api/connection.ts';
import { isOrderVisible, type AdminContext, type FieldTable } from '#sandbox/admin-api/context.ts';
import { isMembership, membershipOf } from '#sandbox/admin-api/memberships.ts';
import { isWishlist, wishlistOf } from '#sandbox/admin-api/wishlists.ts';
import { gid } from '#sandbox/shop/gid.ts';
import type { Customer } from '#sandbox/shop/shop.ts';
import { isoOf } from '#sandbox/shop/time.ts';
import { totalsOf } from '#sandbox/shop/totals.ts';
import { addressIdOf } from '#sandbox/webhooks/payloads/customer.ts';
import { metafieldFields, moneyV2, SHOP_CURRENCY, type AddressSource } from './shared.ts';

const addressOf = (customer: Customer): AddressSource => ({
  id: addressIdOf(customer),
  address: customer.address,
});
const visibleOrders = (customer: Customer, context: AdminContext) =>
  customer.orders.filter((order) => isOrderVisible(order, context));
const marketingState = (customer: Customer): string =>
  customer.acceptsMarketing ? 'SUBSCRIBED' : 'NOT_SUBSCRIBED';

const fields = metafieldFields(({ id }: Customer) => gid('Customer', id));

/** numberOfOrders and amountSpent count all released orders, also those the 60-day limit hides, as on Shopify. */
const customer: FieldTable<Customer> = {
  id: ({ id }) => gid('Customer', id),
  legacyResourceId: ({ id }) => String(id),
  displayName: ({ firstName, lastName }) => `${firstName} ${lastName}`,
  state: () => 'ENABLED',
  note: () => null,
  numberOfOrders: ({ orders }) => String(orders.length),
  amountSpent: ({ orders }) =>
    moneyV2(
      orders.reduce((sum, order) => sum + totalsOf(order).currentTotalMinor, 0),
      SHOP_CURRENCY,
    ),
  lastOrder: (source, _args, context) => visibleOrders(source, context).at(-1) ?? null,
  orders: (source, args, context) => connect(visibleOrders(source, context), args, (order) => order.id),
  defaultAddress: addressOf,
  addresses: (source) => [addressOf(source)],
  addressesV2: (source, args) => connect([addressOf(source)], args, ({ id }) => id),
  defaultEmailAddress: (source) => ({
    emailAddress: source.email,
    marketingState: marketingState(source),
    marketingOptInLevel: source.acceptsMarketing ? 'SINGLE_OPT_IN' : null,
    marketingUpdatedAt: isoOf(source.createdAt),
    validFormat: true,
  }),
  defaultPhoneNumber: ({ phone }) =>
    phone === null ? null : { phoneNumber: phone, marketingState: 'NOT_SUBSCRIBED' },
  verifiedEmail: () => true,
  taxExempt: () => false,
  lifetimeDuration: ({ createdAt }, _args, { settings }) =>
    `${Math.max(1, Math.round((settings.now() - createdAt) / 86_400))} days`,
  createdAt: ({ createdAt }) => isoOf(createdAt),
  updatedAt: ({ updatedAt }) => isoOf(updatedAt),
  ...fields,
  metafield: (source, args, context) =>
    fields['metafield']?.(source, args, context) ??
    (isWishlist(args['namespace'], args['key']) ? wishlistOf(source, context.shop.products) : null) ??
    (isMembership(args['namespace'], args['key']) ? membershipOf(source) : null),
};

export const customerFields = { Customer: customer };
