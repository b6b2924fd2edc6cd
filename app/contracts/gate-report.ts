/** How a model did on the shop's own last weeks, as its row keeps it: reports of older versions of the code lack some of it. */
import { z } from 'zod';

const estimate = z.object({ mean: z.number(), plusMinus: z.number() });

const rankings = z.array(
  z.object({
    ranking: z.string(),
    hitRate3: estimate,
    hitRate10: estimate,
    reciprocalRank10: estimate,
  }),
);

const stored = z.object({
  gate: z.object({
    questions: z.number().int(),
    candidate: estimate,
    running: estimate.nullable(),
    difference: estimate.nullable(),
    rankings: rankings.default([]),
  }),
});
const judgedByLog = z.object({
  byLog: z.object({
    choices: z.number().int(),
    effectiveSampleSize: z.number(),
    estimates: z.object({ candidate: estimate, served: estimate, difference: estimate }).nullable(),
  }),
});
export type StoredLogReport = z.infer<typeof judgedByLog>['byLog'];

export type StoredGate = z.infer<typeof stored>['gate'];

/** The gate of a stored report; null without one, or where it cannot be read. */
export function readGate(report: unknown): StoredGate | null {
  const parsed = stored.safeParse(report);
  return parsed.success ? parsed.data.gate : null;
}

/** How the ranker did on offers drawn by chance; null where there were none, or where it cannot be read. */
export function readLogReport(report: unknown): StoredLogReport | null {
  const parsed = judgedByLog.safeParse(report);
  return parsed.success ? parsed.data.byLog : null;
}
