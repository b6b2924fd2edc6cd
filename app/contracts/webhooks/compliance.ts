/** customers/data_request, customers/redact, shop/redact. */
import { z } from 'zod';
import { restId, text } from './fields.ts';

const customer = z.object({ id: restId, email: text.nullish(), phone: text.nullish() });

export const dataRequestPayload = z.object({
  shop_domain: text,
  customer,
  orders_requested: z.array(restId).nullish(),
  data_request: z.object({ id: restId }),
});

export const customerRedactPayload = z.object({
  shop_domain: text,
  customer,
  orders_to_redact: z.array(restId).nullish(),
});

export const shopRedactPayload = z.object({ shop_domain: text });
