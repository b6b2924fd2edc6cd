import { z } from 'zod';

/** Money on the wire: decimal text with an ISO 4217 code, e.g. {amount: "2.95", currencyCode: "GBP"}. */
export const wireMoney = z.object({
  amount: z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/, 'expected a decimal number as text, e.g. "2.95"'),
  currencyCode: z.string().regex(/^[A-Z]{3}$/, 'expected a three-letter currency code, e.g. "GBP"'),
});

export type WireMoney = z.infer<typeof wireMoney>;
