/** Fields that many webhook payloads share. All schemas ignore fields they do not name. */
import { z } from 'zod';

/** A REST id: a bare number, or its text when it is long. Always text afterwards. */
export const restId = z
  .union([z.number().int().nonnegative(), z.string().regex(/^\d{1,20}$/, 'expected an id of digits')])
  .transform(String);

/** A global id of the given type. */
export const globalId = (type: string) =>
  z
    .string()
    .max(255)
    .regex(new RegExp(`^gid://shopify/${type}/[^/\\s]+$`), `expected gid://shopify/${type}/<id>`);

/** A resource with its REST id and, nearly always, its global id; the global id wins: it has all its digits. */
export const resourceIds = (type: string) => ({
  id: restId,
  admin_graphql_api_id: globalId(type).nullish(),
});

/** Money as decimal text; some payloads send a number. */
export const decimal = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^-?\d{1,13}(\.\d{1,6})?$/, 'expected a decimal number, e.g. "2.95"'));

/** A time with its zone, e.g. "2021-12-31T19:00:00-05:00". */
export const time = z
  .string()
  .max(40)
  .refine((text) => /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text)), {
    message: 'expected an ISO 8601 time, e.g. "2021-12-31T19:00:00-05:00"',
  });

export const text = z.string().max(100_000);
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'expected a three-letter currency code');

/** Tags: one comma text in REST-shaped payloads, a list elsewhere. */
export const tagList = z
  .union([z.string(), z.array(z.string())])
  .transform((tags) => (typeof tags === 'string' ? tags.split(',') : tags))
  .transform((tags) => tags.map((tag) => tag.trim()).filter((tag) => tag !== ''));

export const address = z.object({
  first_name: text.nullish(),
  last_name: text.nullish(),
  company: text.nullish(),
  address1: text.nullish(),
  address2: text.nullish(),
  city: text.nullish(),
  zip: text.nullish(),
  province_code: text.nullish(),
  country_code: text.nullish(),
  phone: text.nullish(),
});
export type AddressPayload = z.infer<typeof address>;

/** A customer as orders and checkouts name them. */
export const customerRef = z.object(resourceIds('Customer'));
