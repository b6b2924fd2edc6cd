/** A segment as the editor sends it. The rule itself is read by domain/segments/parse.ts, which says where it is wrong. */
import { z } from 'zod';

export const segmentDraft = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Enter a name.')
    .max(80, 'Expected at most 80 characters.')
    .regex(/^[^\p{Cc}]*$/u, 'Expected one line without control characters.'),
  description: z.string().trim().max(300, 'Expected at most 300 characters.').default(''),
  rule: z.string().max(20_000),
});
