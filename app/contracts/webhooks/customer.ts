/** customers/*, customer.*, and both marketing consent topics. */
import { z } from 'zod';
import { globalId, resourceIds, restId, tagList, text, time } from './fields.ts';

const consent = z.object({ state: text.nullish(), consent_updated_at: time.nullish() });

export const customerPayload = z.object({
  ...resourceIds('Customer'),
  created_at: time.nullish(),
  updated_at: time.nullish(),
  /** Shopify's REST-shaped customers have none; the Admin API tells it. */
  locale: text.nullish(),
  /** Sent by older API versions only. */
  tags: tagList.nullish(),
  email_marketing_consent: consent.nullish(),
  default_address: z.object({ country_code: text.nullish() }).nullish(),
});
export type CustomerPayload = z.infer<typeof customerPayload>;

export const customerDeletePayload = z.object(resourceIds('Customer'));

export const customerMergePayload = z.object({
  admin_graphql_api_customer_kept_id: globalId('Customer'),
  admin_graphql_api_customer_deleted_id: globalId('Customer'),
  status: text,
});

export const purchasingSummaryPayload = z.object({
  customerId: globalId('Customer'),
  numberOfOrders: z.coerce.number().int().nullish(),
  lastOrderId: globalId('Order').nullish(),
  occurredAt: time,
});

export const tagChangePayload = z.object({
  customerId: globalId('Customer'),
  tags: tagList,
  occurredAt: time,
});

export const segmentChangePayload = z.object({
  customer_id: globalId('Customer'),
  segment_id: globalId('Segment'),
});

export const emailConsentPayload = z.object({
  customer_id: restId,
  email_marketing_consent: consent,
});

/** Consent to text messages: kept in the inbox, no fact is made of it. */
export const smsConsentPayload = z.object({ id: restId, sms_marketing_consent: consent });
