/** shop/update, app/uninstalled, app/scopes_update, bulk_operations/finish. */
import { z } from 'zod';
import { globalId, text, time } from './fields.ts';

export const shopPayload = z.object({
  name: text,
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected a three-letter currency code'),
  iana_timezone: text.nullish(),
  country_code: text.nullish(),
  plan_display_name: text.nullish(),
  updated_at: time.nullish(),
});

export const uninstalledPayload = z.object({ myshopify_domain: text.nullish() });

export const scopesPayload = z.object({
  current: z.array(text),
  updated_at: time.nullish(),
});

export const bulkFinishPayload = z.object({
  admin_graphql_api_id: globalId('BulkOperation'),
  status: text,
  error_code: text.nullish(),
});
