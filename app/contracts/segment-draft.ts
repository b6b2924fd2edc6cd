/** A segment as the editor sends it. The rule itself is read by domain/segments/parse.ts, which says where it is wrong. */
import { z } from 'zod';

const reason = z
  .string()
  .trim()
  .min(10, 'Say in a sentence why.')
  .max(500, 'Expected at most 500 characters.');

/** Why a rule may name a sensitive trait: domain/segments/sensitive.ts. */
const sensitiveBasis = z.discriminatedUnion('basis', [
  z.object({
    basis: z.literal('consent'),
    reason,
    tag: z
      .string()
      .trim()
      .min(1, 'Enter the customer tag.')
      .max(255, 'Expected at most 255 characters.')
      .regex(/^[^\p{Cc}]*$/u, 'Expected one line without control characters.'),
  }),
  z.object({ basis: z.literal('mistaken'), reason }),
]);

export const segmentDraft = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Enter a name.')
    .max(80, 'Expected at most 80 characters.')
    .regex(/^[^\p{Cc}]*$/u, 'Expected one line without control characters.'),
  description: z.string().trim().max(300, 'Expected at most 300 characters.').default(''),
  rule: z.string().max(20_000),
  sensitive: sensitiveBasis.nullable().default(null),
});
