/**
 * What a campaign holds, as a form sends it and a row keeps it. One schema for both, so that what was saved can always be read.
 * The inferred types are domain/campaigns/campaign.ts's; a test holds them together.
 */
import { z } from 'zod';
import { PLACEMENTS } from './checkout-decision.ts';
import type { Placement } from './checkout-decision.ts';

export const CAMPAIGN_KINDS = ['upsell', 'message', 'savedDetails'] as const;
export const CAMPAIGN_STATUSES = ['draft', 'running', 'paused', 'ended'] as const;
export const MESSAGE_TONES = ['info', 'success', 'warning'] as const;
export const MAX_OFFERS = 3;
export const MAX_PICKED_PRODUCTS = 20;
export const MAX_PRIORITY = 100;
/** How far back a campaign's limits may look at a shopper. */
export const MAX_LIMIT_DAYS = 365;

/** Where a campaign of each kind makes sense: an address is offered where addresses are, a payment hint where one pays. */
export const PLACEMENTS_OF_KIND: Readonly<Record<(typeof CAMPAIGN_KINDS)[number], readonly Placement[]>> = {
  upsell: ['checkout.block', 'checkout.payment', 'thank-you.block'],
  message: PLACEMENTS,
  savedDetails: ['checkout.delivery-address', 'checkout.payment'],
};

const line = (what: string, most: number) =>
  z
    .string()
    .trim()
    .min(1, `Enter ${what}.`)
    .max(most, `Expected at most ${most} characters.`)
    .regex(/^[^\p{Cc}]*$/u, 'Expected one line without control characters.');

/** {{bought}} and {{consider}} are the only placeholders a message has. */
const knownPlaceholders = (text: string) =>
  [...text.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].every(([, name]) => name === 'bought' || name === 'consider');
const PLACEHOLDER_PROBLEM = 'Expected only the placeholders {{bought}} and {{consider}}.';

const productId = z.templateLiteral(['gid://shopify/Product/', z.string().regex(/^[^/]+$/)]);

export const productSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recommended') }),
  z.object({
    kind: z.literal('products'),
    productIds: z
      .array(productId)
      .min(1, 'Pick at least one product, or let Attune recommend.')
      .max(MAX_PICKED_PRODUCTS, `Pick at most ${MAX_PICKED_PRODUCTS} products.`),
  }),
]);

export const upsellContent = z.object({
  headline: line('a headline', 80),
  source: productSource,
  maxOffers: z.number().int().min(1, 'Expected 1 to 3 offers.').max(MAX_OFFERS, 'Expected 1 to 3 offers.'),
});

export const messageContent = z.object({
  title: line('a title', 80).refine(knownPlaceholders, PLACEHOLDER_PROBLEM),
  body: line('a text', 300).refine(knownPlaceholders, PLACEHOLDER_PROBLEM),
  tone: z.enum(MESSAGE_TONES),
});

export const savedDetailsContent = z
  .object({ address: z.boolean(), paymentHint: z.boolean() })
  .refine((content) => content.address || content.paymentHint, {
    message: 'Choose at least one of address and payment type.',
    path: ['address'],
  });

const segmentIds = z.array(z.string().min(1).max(100)).max(50, 'Expected at most 50 segments.');

/** Seconds since 1970, or null where the schedule is open at that end. */
const instant = z.number().int().min(0).max(253_402_300_799, 'Expected a year before 10000.').nullable();

export const campaignSchedule = z
  .object({ from: instant, until: instant })
  .refine(({ from, until }) => from === null || until === null || from < until, {
    message: 'Expected an end after the start.',
    path: ['until'],
  });

const count = (what: string, least: number, most: number) => {
  const problem = `Expected ${what} from ${least} to ${most.toLocaleString('en')}.`;
  return z.number(problem).int(problem).min(least, problem).max(most, problem);
};

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
      kind: z.literal('savedDetails'),
      ...base,
      placements: placementsOf('savedDetails'),
      content: savedDetailsContent,
    }),
  ])
  .refine((draft) => !draft.audience.some((id) => draft.excluded.includes(id)), {
    message: 'A segment cannot be both shown to and kept out.',
    path: ['excluded'],
  });
export type CampaignDraft = z.infer<typeof campaignDraft>;
/** A draft before what is left out is filled in. */
export type CampaignInput = z.input<typeof campaignDraft>;

/** The content of a stored row, told apart by its kind. */
export const campaignContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('upsell'), content: upsellContent }),
  z.object({ kind: z.literal('message'), content: messageContent }),
  z.object({ kind: z.literal('savedDetails'), content: savedDetailsContent }),
]);
