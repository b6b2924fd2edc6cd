import type { CustomerPayload } from '#app/contracts/webhooks/customer.ts';
import { gid, type CustomerId } from '#app/domain/kernel/ids.ts';
import { instantOf } from '../order-parts.ts';
import type { CustomerNews } from '#app/ports/shop-news.ts';
import { globalIdOf } from './map-order.ts';

/** Global ids are checked text in the payload schemas. */
export const customerIdOf = (text: string): CustomerId =>
  gid('Customer', text.slice(text.lastIndexOf('/') + 1));

/** Whether a consent state means yes; null when nobody said. */
export function isSubscribed(state: string | null | undefined): boolean | null {
  if (!state) return null;
  return state.toLowerCase() === 'subscribed';
}

export function toCustomerNews(payload: CustomerPayload): CustomerNews {
  const { email_marketing_consent: consent, tags } = payload;
  return {
    kind: 'customer',
    customerId: globalIdOf('Customer', payload),
    at: instantOf(payload.updated_at),
    details: {
      country: payload.default_address?.country_code ?? null,
      createdAt: instantOf(payload.created_at),
      ...(payload.locale !== undefined && { language: payload.locale }),
    },
    ...(tags && { tags }),
    ...(consent && {
      emailMarketing: {
        at: instantOf(consent.consent_updated_at),
        isSubscribed: isSubscribed(consent.state),
      },
    }),
  };
}
