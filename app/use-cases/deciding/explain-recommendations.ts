import { refusalReason } from '#app/domain/campaigns/guardrails/refusal-reasons.ts';
import type { ReplayedRecommendations } from '#app/domain/campaigns/replay/replay.ts';
import type { ShownItem, TitleOf } from './explained-words.ts';

/** What an answer of the API held, and what was kept back from it. */
export interface RecommendedVerdict {
  /** The most products that the caller wanted. */
  readonly limit: number;
  /** Name of the segment that was asked for; null where the model was asked. */
  readonly segment: string | null;
  /** Best first. */
  readonly items: readonly (Omit<ShownItem, 'placement'> & { readonly score: number })[];
  readonly refusals: readonly { readonly title: string; readonly reason: string }[];
}

export function recommendedVerdict(
  { answer, wanted }: ReplayedRecommendations,
  titleOf: TitleOf,
): RecommendedVerdict {
  return {
    limit: wanted.limit,
    segment: wanted.popular?.segment.name ?? null,
    items: answer.items.map(({ title, price, score, reason }) => ({
      ...{ title, price, score },
      reason: reason.text,
      evidence: reason.evidence,
    })),
    refusals: answer.refusals.map(({ productId, guardrail }) => ({
      title: titleOf(productId),
      reason: refusalReason(guardrail),
    })),
  };
}
