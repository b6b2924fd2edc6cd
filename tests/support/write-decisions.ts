import {
  createDecisionWriter,
  type DecisionWriterDeps,
} from '#app/adapters/prisma/decisions/decision-writer.ts';
import type { LedgerEntry } from '#app/ports/ledger.ts';

/** Writes entries as the ledger does, at once. */
export function decisionsInto(deps: DecisionWriterDeps): (entries: readonly LedgerEntry[]) => Promise<void> {
  const { pack, write } = createDecisionWriter(deps);
  return (entries) => write(entries.map(pack));
}
