/** A shop's own settings, as its row keeps them. Unknown fields are dropped; what is missing has a default. */
import { z } from 'zod';
import { guardrailSettings } from './guardrail-settings.ts';
import { DEFAULT_RETENTION, retentionSettings } from './retention-settings.ts';

export const MAX_TIERS = 10;

const SPEND_PROBLEM = 'Expected an amount above zero, like 250.00, or none.';
const ORDERS_PROBLEM = 'Expected a number of orders from 1 to 1000, or none.';
const DAYS_PROBLEM = 'Expected days from 1 to 730.';

/** In how many days it counts; null = ever. */
const tierDays = z
  .number(DAYS_PROBLEM)
  .int(DAYS_PROBLEM)
  .min(1, DAYS_PROBLEM)
  .max(730, DAYS_PROBLEM)
  .nullable();

/**
 * A loyalty tier: who has its tag is in it; without a tag, who has spent or ordered as much as earns it. In a list, the first that fits a
 * customer wins.
 */
export const loyaltyTier = z
  .object({
    name: z.string().trim().min(1, 'Enter a name.').max(40, 'Expected at most 40 characters.'),
    tag: z
      .string()
      .trim()
      .min(1, 'Enter a customer tag.')
      .max(40, 'Expected at most 40 characters.')
      .optional(),
    /** What of spending, in the shop's currency, earns it. */
    spend: z
      .object({
        amountMinor: z.number(SPEND_PROBLEM).int(SPEND_PROBLEM).min(1, SPEND_PROBLEM),
        days: tierDays,
      })
      .optional(),
    /** How many orders earn it. */
    orders: z
      .object({
        count: z.number(ORDERS_PROBLEM).int(ORDERS_PROBLEM).min(1, ORDERS_PROBLEM).max(1000, ORDERS_PROBLEM),
        days: tierDays,
      })
      .optional(),
  })
  .refine(({ tag, spend, orders }) => tag !== undefined || (spend === undefined) !== (orders === undefined), {
    path: ['tag'],
    message: 'Enter a customer tag, or what earns the tier: spending or orders.',
  });

const tiers = z
  .array(loyaltyTier)
  .max(MAX_TIERS, `Expected at most ${MAX_TIERS} tiers.`)
  .superRefine((list, context) => {
    list.forEach((tier, index) => {
      for (const field of ['name', 'tag'] as const) {
        const own = tier[field]?.toLowerCase();
        const earlier = list.findIndex((other) => other[field]?.toLowerCase() === own);
        if (own !== undefined && earlier < index)
          context.addIssue({
            code: 'custom',
            path: [index, field],
            message: `Tier ${earlier + 1} has this ${field} too.`,
          });
      }
    });
  });

export const DEFAULT_TIERS = [
  { name: 'Gold', tag: 'Gold' },
  { name: 'Silver', tag: 'Silver' },
  { name: 'Bronze', tag: 'Bronze' },
];

const shareUpTo = (most: number) =>
  z
    .number('Enter a number.')
    .min(0, 'Expected 0 % or more.')
    .max(most, `Expected at most ${most * 100} %.`);

export const MOST_EXPLORATION = 0.5;

/** The share of checkouts in which a campaign's last offer is drawn by chance, to learn from: none unless the merchant says so. */
const exploration = shareUpTo(MOST_EXPLORATION);

export const MOST_HOLDOUT = 0.2;

/** The share of shoppers who see nothing of Attune. A shop without the setting has none; an install sets it. */
const holdout = shareUpTo(MOST_HOLDOUT);

/** Whether missing countries and devices are inferred, for rules that ask for it. */
const isInferring = z.boolean();

const hourOfDay = z.number('Enter an hour.').int().min(0, 'Expected 0 to 23.').max(23, 'Expected 0 to 23.');

/** When a cart counts as abandoned, and when its shopper may be reminded of it by e-mail. Off until a merchant switches it on. */
export const reminderSettings = z.object({
  isOn: z.boolean(),
  /** Attune mails through the shop's mail server, or starts a workflow of Shopify Flow that does. */
  by: z.enum(['attune', 'flow']).default('attune'),
  waitHours: z
    .number('Enter a number of hours.')
    .int('Expected whole hours.')
    .min(1, 'Expected at least 1 hour.')
    .max(168, 'Expected at most 168 hours.'),
  /** In the shopper's zone; equal hours mean no quiet time. */
  quietFrom: hourOfDay,
  quietTo: hourOfDay,
});
export type ReminderSettings = z.infer<typeof reminderSettings>;

export const DEFAULT_REMINDERS: ReminderSettings = {
  isOn: false,
  by: 'attune',
  waitHours: 24,
  quietFrom: 21,
  quietTo: 8,
};

/** What a merchant changes at a time: one part, whole. */
export const shopSettingsChange = z
  .object({
    tiers,
    guardrails: guardrailSettings,
    exploration,
    holdout,
    reminders: reminderSettings,
    isInferring,
    retention: retentionSettings,
  })
  .partial();
export type ShopSettingsChange = z.infer<typeof shopSettingsChange>;

/** What cannot be read gives the defaults, part by part, because a checkout must not fail for it. */
const shopSettings = z.object({
  tiers: tiers.default(DEFAULT_TIERS).catch(DEFAULT_TIERS),
  /** What the shop never decided is left out. */
  guardrails: guardrailSettings.partial().default({}).catch({}),
  exploration: exploration.default(0).catch(0),
  holdout: holdout.default(0).catch(0),
  reminders: reminderSettings.default(DEFAULT_REMINDERS).catch(DEFAULT_REMINDERS),
  isInferring: isInferring.default(false).catch(false),
  retention: retentionSettings.default(DEFAULT_RETENTION).catch(DEFAULT_RETENTION),
});
export type ShopSettings = z.infer<typeof shopSettings>;

/** A row's settings. */
export function readShopSettings(stored: unknown): ShopSettings {
  const parsed = shopSettings.safeParse(stored ?? {});
  return parsed.success ? parsed.data : shopSettings.parse({});
}
