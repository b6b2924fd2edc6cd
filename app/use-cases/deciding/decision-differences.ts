import type { Decision } from '#app/domain/campaigns/decision.ts';
import { canonicalText } from '#app/domain/campaigns/replay/canonical.ts';
import type { PastDecision } from '#app/ports/past-decisions.ts';
import { armsOf, keptRefusals, ledgerItems } from './decide-checkout-entry.ts';

/** In what a decision made again is another than the one in the ledger. */
export interface Difference {
  /** `answer`: words, prices or the time it holds, of which the ledger keeps only the hash. */
  readonly what: 'items' | 'refusals' | 'segments' | 'arms' | 'holdout' | 'answer';
  readonly recorded: string | null;
  readonly replayed: string | null;
}

/** What of the ledger's entry the decision would not write again. Meant for decisions whose hashes differ: there is always one. */
export function differencesOf(
  { items, refusals, basis }: PastDecision,
  decision: Decision,
): readonly Difference[] {
  const pairs: readonly (readonly [Difference['what'], unknown, unknown])[] = [
    ['items', items, ledgerItems(decision)],
    ['refusals', refusals, keptRefusals(decision)],
    ['segments', basis.segmentIds, decision.segmentIds],
    ['arms', basis.arms ?? {}, armsOf(decision)],
    ['holdout', basis.heldOut ?? false, decision.heldOut ?? false],
  ];
  const found = pairs.flatMap(([what, before, after]): Difference[] => {
    const [recorded, replayed] = [canonicalText(before), canonicalText(after)];
    return recorded === replayed ? [] : [{ what, recorded, replayed }];
  });
  return found.length > 0 ? found : [{ what: 'answer', recorded: null, replayed: null }];
}
