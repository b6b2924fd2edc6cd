import { canonicalText } from '#app/domain/campaigns/replay/canonical.ts';
import type { Replay } from '#app/domain/campaigns/replay/replay.ts';
import type { PastDecision } from '#app/ports/past-decisions.ts';
import { recommendedItems } from '../recommending/recommend-entry.ts';
import { armsOf, keptRefusals, ledgerItems } from './decide-checkout-entry.ts';

/** In what a decision made again is another than the one in the ledger. */
export interface Difference {
  /** `answer`: words, prices or the time it holds, of which the ledger keeps only the hash. */
  readonly what: 'items' | 'refusals' | 'segments' | 'arms' | 'holdout' | 'answer';
  readonly recorded: string | null;
  readonly replayed: string | null;
}

/** What of the ledger's entry the answer would not write again. Meant for answers whose hashes differ: there is always one. */
export function differencesOf(past: PastDecision, replay: Replay): readonly Difference[] {
  const pairs: readonly Pair[] = [
    ['refusals', past.refusals, keptRefusals(replay.answer)],
    ['segments', past.basis.segmentIds, replay.answer.segmentIds],
    ...(replay.kind === 'api'
      ? [['items', past.items, recommendedItems(replay.answer)] as const]
      : checkoutPairs(past, replay.answer)),
  ];
  const found = pairs.flatMap(([what, before, after]): Difference[] => {
    const [recorded, replayed] = [canonicalText(before), canonicalText(after)];
    return recorded === replayed ? [] : [{ what, recorded, replayed }];
  });
  return found.length > 0 ? found : [{ what: 'answer', recorded: null, replayed: null }];
}

/** What of, as the ledger has it, as it would be written again. */
type Pair = readonly [what: Difference['what'], recorded: unknown, replayed: unknown];

function checkoutPairs(
  { items, basis }: PastDecision,
  decision: Extract<Replay, { kind: 'checkout' }>['answer'],
): readonly Pair[] {
  return [
    ['items', items, ledgerItems(decision)],
    ['arms', basis.arms ?? {}, armsOf(decision)],
    ['holdout', basis.heldOut ?? false, decision.heldOut ?? false],
  ];
}
