/** A connection, as a merchant enters it. */
import { z } from 'zod';

const MOST_FIELDS = 20;

const PLACEHOLDER = /\{\{(?:customerId|emailHash)\}\}/g;
const IS_ADDRESS = /^[\d.]+$|^\[|:/;

const url = z
  .string()
  .trim()
  .max(500, 'Expected at most 500 characters.')
  .superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });

/** What is wrong with an address; null when it may be asked. Where it leads is looked at again before each request. */
function problemOf(text: string): string | null {
  const parsed = URL.parse(text.replaceAll(PLACEHOLDER, '1'));
  if (parsed?.protocol !== 'https:') return 'Expected an address that begins with https://.';
  if (parsed.username !== '' || parsed.password !== '')
    return 'Expected an address without a user and a password: enter a header instead.';
  if (IS_ADDRESS.test(parsed.hostname) || !parsed.hostname.includes('.'))
    return 'Expected the name of a public server, such as crm.example.com.';
  if (text.search(PLACEHOLDER) === -1)
    return 'Expected {{customerId}} or {{emailHash}} where the customer is named.';
  return URL.parse(text.replaceAll(PLACEHOLDER, '2'))?.host === parsed.host
    ? null
    : 'Expected the customer behind the name of the server.';
}

/** Where in JSON. */
const path = (example: string) =>
  z
    .string()
    .trim()
    .max(200)
    .regex(/^[\w$-]+(\.[\w$-]+){0,7}$/, `Expected names with a point between them, such as ${example}.`);

const mapping = z.object({
  field: z
    .string()
    .trim()
    .regex(
      /^[a-z][a-z0-9_]{0,39}$/,
      'Expected a name of small letters, digits and _, such as loyalty_points.',
    ),
  path: path('customer.points'),
  type: z.enum(['text', 'number', 'flag']),
  mustMatch: z.enum(['country', 'language']).optional(),
});

const jsonSource = z.object({
  kind: z.literal('json'),
  url,
  secretHeader: z
    .string()
    .trim()
    .regex(/^$|^[A-Za-z][A-Za-z0-9-]{0,60}$/, 'Expected the name of a header, such as Authorization.')
    .refine((name) => !/^(host|content-length|transfer-encoding|connection|accept)$/i.test(name), {
      message: 'This header is Attune’s own.',
    }),
  fields: z
    .array(mapping)
    .min(1, 'Enter what is read out of the answer.')
    .max(MOST_FIELDS, `Expected at most ${MOST_FIELDS} fields.`)
    .refine((fields) => new Set(fields.map(({ field }) => field)).size === fields.length, {
      message: 'Expected each name once.',
    }),
});

/** Bounds and characters are Shopify's for namespaces and keys of metafields. */
const metafieldPlace = (key: string) => ({
  namespace: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_-]{3,255}$/, 'Expected 3 letters, digits, - or _ at least, such as custom.'),
  key: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_-]{2,64}$/, `Expected 2 to 64 letters, digits, - or _, such as ${key}.`),
});

const wishlistSource = z.object({ kind: z.literal('wishlist'), ...metafieldPlace('wishlist') });

const tierSource = z.object({
  kind: z.literal('tier'),
  ...metafieldPlace('tier'),
  path: path('vip_tier').optional(),
});

const days = (least: number, most: number) =>
  z
    .number(`Enter a number of days.`)
    .int('Expected whole days.')
    .min(least, `Expected ${least} at least.`)
    .max(most, `Expected at most ${most}.`);

export const connectionSettings = z
  .object({
    source: z.discriminatedUnion('kind', [
      jsonSource,
      wishlistSource,
      tierSource,
      z.object({ kind: z.literal('places') }),
    ]),
    needs: z.enum(['none', 'preferences', 'analytics', 'marketing']),
    refreshDays: days(1, 180),
    keepDays: days(2, 365),
    requestsPerSecond: z
      .number('Enter a number of requests.')
      .int('Expected whole requests.')
      .min(1, 'Expected 1 at least.')
      .max(50, 'Expected at most 50.')
      .optional(),
  })
  .refine(({ refreshDays, keepDays }) => keepDays > refreshDays, {
    path: ['keepDays'],
    message: 'Expected more days than between two questions.',
  });

export const connectionDraft = z.object({
  /** Left out: a new one. */
  id: z.string().max(60).optional(),
  name: z.string().trim().min(1, 'Enter a name.').max(60, 'Expected at most 60 characters.'),
  isOn: z.boolean(),
  settings: connectionSettings,
  /** Left out: the one that is stored stays. Empty: none. */
  secret: z
    .string()
    .max(1_000)
    .regex(/^[\x20-\x7e]*$/, 'Expected one line of plain characters.')
    .optional(),
});

/** What the settings of tiers send; judged as a connection. */
export const tierSourceDraft = z.object({
  isOn: z.boolean(),
  namespace: z.string(),
  key: z.string(),
  path: z.string().optional(),
});
