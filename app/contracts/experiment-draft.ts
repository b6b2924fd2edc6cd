/** An experiment as the page sends it, and an arm as it is stored. */
import { z } from 'zod';
import { campaignContent } from './campaign-content.ts';

const DECIDING_METRICS = ['profit', 'revenue', 'completed'] as const;

/** Control included. */
const MOST_ARMS = 8;

/** Below it an arm would take years. */
const LEAST_SHARE = 0.01;

const share = z
  .number('Enter a number.')
  .min(LEAST_SHARE, 'Expected 1 % or more.')
  .max(1 - LEAST_SHARE, 'Expected at most 99 %.');

const armName = z.string().trim().min(1, 'Enter a name.').max(40, 'Expected at most 40 characters.');

const sumsToOne = (arms: readonly { readonly share: number }[]): boolean =>
  Math.abs(arms.reduce((sum, arm) => sum + arm.share, 0) - 1) < 1e-9;
const WHOLE = 'Expected shares of 100 % together.';

/** The group an experiment joins, and how much of it. */
const experimentGroup = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Enter a name for the group.')
    .max(40, 'Expected a name of at most 40 characters.'),
  share: z
    .number('Enter a number.')
    .min(LEAST_SHARE, 'Expected 1 % of the group or more.')
    .max(1, 'Expected at most 100 % of the group.'),
});

/** The first arm is control. Of the others `contentOf` names the campaign whose content is shown; null = the campaign's own. */
export const experimentDraft = z.object({
  metric: z.enum(DECIDING_METRICS),
  group: experimentGroup.nullable().default(null),
  traffic: z.enum(['fixed', 'bandit']).default('fixed'),
  arms: z
    .array(z.object({ name: armName, share, contentOf: z.string().max(100).nullable() }))
    .min(2, 'Expected control and at least one other arm.')
    .max(MOST_ARMS, `Expected at most ${MOST_ARMS} arms.`)
    .refine((arms) => new Set(arms.map(({ name }) => name.toLowerCase())).size === arms.length, {
      message: 'Two arms have the same name.',
    })
    .refine(sumsToOne, { message: WHOLE }),
});
export type ExperimentDraft = z.infer<typeof experimentDraft>;

/** New shares of a running experiment, by the names of its arms. */
export const newSplit = z.array(z.object({ name: armName, share })).refine(sumsToOne, { message: WHOLE });

export const storedArms = z.array(
  z.object({ name: z.string(), isControl: z.boolean(), variant: campaignContent.nullable() }),
);
export const slotRanges = z.array(z.object({ name: z.string(), from: z.number(), to: z.number() }));
export const storedAllocations = z.array(z.object({ at: z.number(), ranges: slotRanges }));
