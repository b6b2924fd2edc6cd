import { gid } from '#sandbox/shop/gid.ts';
import type { Identity } from '#sandbox/shop/shop.ts';
import { localIsoOf } from '#sandbox/shop/time.ts';

/** shop/update and app/uninstalled: the shop itself. */
export function shopPayload(identity: Identity, now: number): Record<string, unknown> {
  return {
    id: identity.id,
    name: identity.name,
    email: identity.email,
    domain: identity.domain,
    province: null,
    country: identity.country,
    address1: '1 Mill Street',
    zip: 'LS1 4AB',
    city: 'Leeds',
    source: null,
    phone: null,
    latitude: null,
    longitude: null,
    primary_locale: 'en',
    address2: null,
    created_at: '2020-01-06T09:00:00+00:00',
    updated_at: localIsoOf(now),
    country_code: identity.country,
    country_name: 'United Kingdom',
    currency: identity.currency,
    customer_email: identity.email,
    timezone: '(GMT+00:00) Europe/London',
    iana_timezone: identity.timeZone,
    shop_owner: 'Robin Hale',
    money_format: '£{{amount}}',
    money_with_currency_format: '£{{amount}} GBP',
    weight_unit: 'kg',
    province_code: null,
    taxes_included: true,
    auto_configure_tax_inclusivity: null,
    tax_shipping: null,
    county_taxes: null,
    plan_display_name: 'Shopify Plus',
    plan_name: 'shopify_plus',
    has_discounts: false,
    has_gift_cards: false,
    myshopify_domain: identity.domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    money_in_emails_format: '£{{amount}}',
    money_with_currency_in_emails_format: '£{{amount}} GBP',
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    primary_location_id: 75_000_000_001,
    checkout_api_supported: true,
    multi_location_enabled: false,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: ['EUR', 'GBP', 'USD'],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  };
}

export function scopesPayload(
  identity: Identity,
  previous: readonly string[],
  current: readonly string[],
  now: number,
): Record<string, unknown> {
  return { id: 1, shop_id: gid('Shop', identity.id), previous, current, updated_at: localIsoOf(now) };
}

export interface FinishedOperation {
  readonly id: string;
  readonly createdAt: number;
  readonly completedAt: number;
  readonly status: string;
  readonly errorCode: string | null;
}

export function bulkFinishPayload(operation: FinishedOperation): Record<string, unknown> {
  return {
    admin_graphql_api_id: operation.id,
    completed_at: localIsoOf(operation.completedAt),
    created_at: localIsoOf(operation.createdAt),
    error_code: operation.errorCode,
    status: operation.status.toLowerCase(),
    type: 'query',
  };
}
