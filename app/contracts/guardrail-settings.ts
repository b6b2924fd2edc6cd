/** What a shop may decide about its guardrails, with bounds (domain/campaigns/guardrails/settings.ts says what each means). */
import { z } from 'zod';

const whole = (least: number, most: number) => {
  const error = `Expected a whole number from ${least} to ${most.toLocaleString('en')}.`;
  return z.number({ error }).int(error).min(least, error).max(most, error);
};

const MOST_WORDS = 50;

/** Words in small letters, each once; empty ones are left out. */
const words = (mostLetters: number) =>
  z
    .array(
      z.string().trim().toLowerCase().max(mostLetters, `Expected at most ${mostLetters} letters a word.`),
    )
    .transform((list) => [...new Set(list.filter((word) => word !== ''))])
    .refine((list) => list.length <= MOST_WORDS, `Expected at most ${MOST_WORDS} words.`);

export const guardrailSettings = z.object({
  offersToBusiness: z.boolean(),
  consent: z.enum(['none', 'preferences', 'marketing']),
  ownedDays: whole(0, 3_650),
  offersReturned: z.boolean(),
  priceCeilingPercent: whole(1, 1_000).nullable(),
  marginFloorPercent: whole(0, 99).nullable(),
  offersUnknownCost: z.boolean(),
  ageWords: words(40),
  hiddenTags: words(255),
  mixesShipping: z.boolean(),
  mostUnits: whole(1, 10_000).nullable(),
  shownTimes: whole(1, 100).nullable(),
  shownDays: whole(1, 365),
  dismissedDays: whole(0, 365),
});
