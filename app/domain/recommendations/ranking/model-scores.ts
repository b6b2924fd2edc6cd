import { EVIDENCE, rowOf } from './candidates.ts';
import type { Knowledge } from './knowledge.ts';
import type { Workspace } from './workspace.ts';

/** What each model alone says of a candidate, as a share of what it says of the question's best one: 0 to 1. */
export interface ModelScores {
  readonly boughtTogether: number;
  readonly ease: number;
  readonly content: number;
  /** What the shopper's earlier orders lead to. */
  readonly history: number;
  readonly ownPurchases: number;
  readonly popularity: number;
}

/** Scores by model of a product of the question that was just answered in `work`. */
export function scoresByModel(work: Workspace, { popularity }: Knowledge, product: number): ModelScores {
  const { candidates, scale } = work;
  const row = rowOf(candidates, product);
  const evidence = (place: number): number => candidates.evidence[row + place] ?? 0;
  const share = (value: number, most: number): number => Math.min(1, Math.max(0, value / most));
  return {
    boughtTogether: share(evidence(EVIDENCE.pairSum), scale.pairSum),
    ease: share(evidence(EVIDENCE.easeSum), scale.ease),
    content: share(evidence(EVIDENCE.contentSum), scale.contentSum),
    history: share(evidence(EVIDENCE.historyPairs), scale.historyPairs),
    ownPurchases: share(evidence(EVIDENCE.timesBought), scale.timesBought),
    popularity: share(popularity.month[product] ?? 0, scale.mostPopular),
  };
}
