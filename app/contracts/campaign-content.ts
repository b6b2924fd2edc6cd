/**
 * What a campaign holds, as a form sends it and a row keeps it. One schema for both, so that what was saved can always be read.
 * The inferred types are domain/campaigns/campaign.ts's; a test holds them together.
 */
import { z } from 'zod';
import { LAYOUTS, PLACEMENTS } from './checkout-decision.ts';
import type { Layout, Placement } from './checkout-decision.ts';

export const CAMPAIGN_KINDS = ['upsell', 'message', 'incentive', 'savedDetails'] as const;
export const CAMPAIGN_STATUSES = ['draft', 'running', 'paused', 'ended'] as const;
export const MESSAGE_TONES = ['info', 'success', 'warning'] as const;
export const STRATEGIES = ['best', 'complements', 'due-again', 'popular'] as const;
export const MAX_LANGUAGES = 30;
/** The most offers of a layout; a test holds them and domain/campaigns/layouts.ts together. */
export const MOST_OFFERS: Readonly<Record<Layout, number>> = {
  one: 1,
  list: 3,
  carousel: 6,
  grid: 4,
  chips: 6,
};
export const MAX_PICKED_PRODUCTS = 20;
export const MAX_PRIORITY = 100;
/** How far back a campaign's limits may look at a shopper. */
export const MAX_LIMIT_DAYS = 365;

/** Where a campaign of each kind makes sense: an address is offered where addresses are, a payment hint where one pays. */
export const PLACEMENTS_OF_KIND: Readonly<Record<(typeof CAMPAIGN_KINDS)[number], readonly Placement[]>> = {
  upsell: ['checkout.block', 'checkout.payment', 'thank-you.block', 'order-status.block', 'cart'],
  message: PLACEMENTS,
  incentive: [
    'checkout.block',
    'checkout.delivery-address',
    'checkout.payment',
    'thank-you.block',
    'order-status.block',
    'cart',
  ],
  savedDetails: ['checkout.delivery-address', 'checkout.payment'],
};

const line = (what: string, most: number) =>
  z
    .string()
    .trim()
    .min(1, `Enter ${what}.`)
    .max(most, `Expected at most ${most} characters.`)
    .regex(/^[^\p{Cc}]*$/u, 'Expected one line without control characters.');

/** What a message's texts may hold; a test holds them and domain/campaigns/placeholders.ts together. */
export const PLACEHOLDERS = [
  'bought',
  'consider',
  'tier',
  'orders',
  'missing',
  'scarce',
  'left',
  'arrives',
  'nextTier',
  'toNextTier',
] as const;

const placeholdersOf = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].flatMap(([, name]) => name ?? []);

/** One line in which every placeholder is known and every brace belongs to one. */
const template = (what: string, most: number) =>
  line(what, most).superRefine((text, { addIssue }) => {
    const unknown = placeholdersOf(text).find((name) => !PLACEHOLDERS.some((known) => known === name));
    const expected = `Expected ${PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ')}.`;
    if (unknown !== undefined)
      addIssue({ code: 'custom', message: `{{${unknown}}} is no placeholder. ${expected}` });
    else if (/\{\{|\}\}/.test(text.replace(/\{\{[^{}]*\}\}/g, '')))
      addIssue({
        code: 'custom',
        message: 'A placeholder is not closed: expected {{ and }} around its name.',
      });
  });

const productId = z.templateLiteral(['gid://shopify/Product/', z.string().regex(/^[^/]+$/)]);

const pickedProducts = (none: string) =>
  z.array(productId).min(1, none).max(MAX_PICKED_PRODUCTS, `Pick at most ${MAX_PICKED_PRODUCTS} products.`);

export const productSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recommended'), strategy: z.enum(STRATEGIES).default('best') }),
  z.object({ kind: z.literal('usual') }),
  z.object({ kind: z.literal('collection'), title: line('a collection', 255) }),
  z.object({
    kind: z.literal('products'),
    productIds: pickedProducts('Pick at least one product, or let Attune recommend.'),
  }),
]);

const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'Expected a language like de or pt-BR.');

/** Texts in the default language and in others, each complete. */
const translated = <Texts extends z.ZodRawShape>(texts: Texts) =>
  z.object({
    ...texts,
    language: languageTag.default('en'),
    translations: z
      .record(languageTag, z.object(texts))
      .refine(
        (all) => Object.keys(all).length <= MAX_LANGUAGES,
        `Expected at most ${MAX_LANGUAGES} languages.`,
      )
      .default({}),
  });

export const upsellContent = translated({ headline: line('a headline', 80) })
  .extend({
    source: productSource,
    layout: z.enum(LAYOUTS, 'Expected one of the layouts listed.').default('list'),
    maxOffers: z.number().int(),
    choosesUnits: z.boolean().default(false),
  })
  .superRefine(({ layout, maxOffers }, { addIssue }) => {
    const most = MOST_OFFERS[layout];
    const message = most === 1 ? 'Expected 1 offer.' : `Expected 1 to ${most} offers.`;
    if (maxOffers < 1 || maxOffers > most) addIssue({ code: 'custom', path: ['maxOffers'], message });
  });

const THRESHOLD_PROBLEM = 'Expected amounts above zero with a currency each, like 40.00 GBP, 50.00 EUR.';

export const messageContent = translated({ title: template('a title', 80), body: template('a text', 300) })
  .extend({
    tone: z.enum(MESSAGE_TONES),
    thresholds: z
      .array(
        z.object(
          {
            amountMinor: z.number(THRESHOLD_PROBLEM).int(THRESHOLD_PROBLEM).min(1, THRESHOLD_PROBLEM),
            currency: z.string(THRESHOLD_PROBLEM).regex(/^[A-Z]{3}$/, THRESHOLD_PROBLEM),
          },
          THRESHOLD_PROBLEM,
        ),
        THRESHOLD_PROBLEM,
      )
      .max(20, 'Expected at most 20 currencies.')
      .default([]),
    delivery: z
      .object({
        cutoffHour: z.number().int().min(0).max(23, 'Expected an hour from 0 to 23.'),
        workingDays: z
          .number('Expected days from 1 to 60.')
          .int('Expected days from 1 to 60.')
          .min(1, 'Expected days from 1 to 60.')
          .max(60, 'Expected days from 1 to 60.'),
      })
      .nullable()
      .default(null),
    showsProgress: z.boolean().default(false),
  })
  .superRefine((content, { addIssue }) => {
    const texts = [content, ...Object.values(content.translations)];
    const asks = (name: string) =>
      texts.some(({ title, body }) => placeholdersOf(`${title} ${body}`).includes(name));
    if (asks('missing') && content.thresholds.length === 0)
      addIssue({ code: 'custom', path: ['thresholds'], message: '{{missing}} needs an amount to reach.' });
    if (content.showsProgress && !asks('missing') && !asks('toNextTier'))
      addIssue({
        code: 'custom',
        path: ['showsProgress'],
        message: 'A progress bar needs {{missing}} or {{toNextTier}} in the text.',
      });
    if (asks('arrives') && content.delivery === null)
      addIssue({
        code: 'custom',
        path: ['delivery'],
        message: '{{arrives}} needs to know how long delivery takes.',
      });
  });

const positiveMoney = (problem: string) =>
  z.object(
    {
      amountMinor: z.number(problem).int(problem).min(1, problem),
      currency: z.string(problem).regex(/^[A-Z]{3}$/, problem),
    },
    problem,
  );
const count = (what: string, least: number, most: number) => {
  const problem = `Expected ${what} from ${least} to ${most.toLocaleString('en')}.`;
  return z.number(problem).int(problem).min(least, problem).max(most, problem);
};

const PERCENT_PROBLEM = 'Expected a percentage above 0, up to 100.';

export const incentiveContent = translated({ title: line('a title', 80), body: line('a text', 300) }).extend({
  value: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('percent'),
      percent: z
        .number(PERCENT_PROBLEM)
        .gt(0, PERCENT_PROBLEM)
        .max(100, PERCENT_PROBLEM)
        .multipleOf(0.01, 'Expected at most two decimals.'),
    }),
    z.object({
      kind: z.literal('amount'),
      amount: positiveMoney('Expected an amount above zero, like 5.00.'),
    }),
  ]),
  appliesTo: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('order') }),
    z.object({ kind: z.literal('products'), productIds: pickedProducts('Pick at least one product.') }),
    z.object({ kind: z.literal('shipping') }),
  ]),
  minimum: positiveMoney('Expected an amount above zero, like 40.00, or none.').nullable().default(null),
  budget: z
    .object({
      orders: count('orders', 1, 10_000_000).nullable().default(null),
      amount: positiveMoney('Expected an amount above zero, like 500.00, or none.').nullable().default(null),
    })
    .default({ orders: null, amount: null }),
});

export const savedDetailsContent = z
  .object({ address: z.boolean(), paymentHint: z.boolean() })
  .refine((content) => content.address || content.paymentHint, {
    message: 'Choose at least one of address and payment type.',
    path: ['address'],
  });

const segmentIds = z.array(z.string().min(1).max(100)).max(50, 'Expected at most 50 segments.');

/** Seconds since 1970, or null where the schedule is open at that end. */
const instant = z
  .number('Expected a day and a time, with a year of four digits.')
  .int()
  .min(0, 'Expected a year from 1970 on.')
  .max(253_402_300_799, 'Expected a year before 10000.')
  .nullable();

export const campaignSchedule = z
  .object({ from: instant, until: instant })
  .refine(({ from, until }) => from === null || until === null || from < until, {
    message: 'Expected an end after the start.',
    path: ['until'],
  });

export const campaignLimits = z.object({
  group: line('a group', 40).nullable().default(null),
  shown: z
    .object({ times: count('checkouts', 1, 100), days: count('days', 1, MAX_LIMIT_DAYS) })
    .nullable()
    .default(null),
  dismissedDays: count('days', 1, MAX_LIMIT_DAYS).nullable().default(null),
  acceptances: count('acceptances', 1, 1_000_000).nullable().default(null),
});

const base = {
  name: line('a name', 80),
  status: z.enum(CAMPAIGN_STATUSES),
  schedule: campaignSchedule.default({ from: null, until: null }),
  limits: campaignLimits.default({ group: null, shown: null, dismissedDays: null, acceptances: null }),
  priority: z
    .number('Expected a whole number from 0 to 100.')
    .int('Expected a whole number from 0 to 100.')
    .min(0, 'Expected a whole number from 0 to 100.')
    .max(MAX_PRIORITY, 'Expected a whole number from 0 to 100.'),
  audience: segmentIds,
  excluded: segmentIds,
};

const placementsOf = (kind: (typeof CAMPAIGN_KINDS)[number]) =>
  z
    .array(z.enum(PLACEMENTS, 'Expected one of the placements listed.'))
    .min(1, 'Choose at least one placement.')
    .refine((chosen) => chosen.every((placement) => PLACEMENTS_OF_KIND[kind].includes(placement)), {
      message: `Expected one of ${PLACEMENTS_OF_KIND[kind].join(', ')}.`,
    });

/** A campaign as the editor sends it: everything but id and version. */
export const campaignDraft = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('upsell'),
      ...base,
      placements: placementsOf('upsell'),
      content: upsellContent,
    }),
    z.object({
      kind: z.literal('message'),
      ...base,
      placements: placementsOf('message'),
      content: messageContent,
    }),
    z.object({
      kind: z.literal('incentive'),
      ...base,
      placements: placementsOf('incentive'),
      content: incentiveContent,
    }),
    z.object({
      kind: z.literal('savedDetails'),
      ...base,
      placements: placementsOf('savedDetails'),
      content: savedDetailsContent,
    }),
  ])
  .refine((draft) => !draft.audience.some((id) => draft.excluded.includes(id)), {
    message: 'A segment cannot be both shown to and kept out.',
    path: ['excluded'],
  })
  .refine(({ kind, limits }) => kind !== 'incentive' || limits.acceptances === null, {
    message: 'A discount is not accepted by a tap: it has no budget of acceptances.',
    path: ['limits', 'acceptances'],
  });
export type CampaignDraft = z.infer<typeof campaignDraft>;
/** A draft before what is left out is filled in. */
export type CampaignInput = z.input<typeof campaignDraft>;

/** The content of a stored row, told apart by its kind. */
export const campaignContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('upsell'), content: upsellContent }),
  z.object({ kind: z.literal('message'), content: messageContent }),
  z.object({ kind: z.literal('incentive'), content: incentiveContent }),
  z.object({ kind: z.literal('savedDetails'), content: savedDetailsContent }),
]);
