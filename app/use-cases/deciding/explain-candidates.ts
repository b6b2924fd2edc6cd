import { refusalReason } from '#app/domain/campaigns/guardrails/refusal-reasons.ts';
import type { Render } from '#app/domain/campaigns/render.ts';
import type { Replay } from '#app/domain/campaigns/replay/replay.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import type { TitleOf } from './explained-words.ts';
import type { ReplayedDecision } from './replay-decision.ts';

/** What became of a product that the model suggested. */
export interface CandidateVerdict {
  readonly title: string;
  /** The model's chance for it, 0 to 1. */
  readonly score: number;
  /** Acceptances that its offers are worth, 10 before any; null where it was not looked at, or the merchant set it. */
  readonly acceptances: number | null;
  readonly reason: string | null;
  readonly became: 'offered' | 'refused' | 'not-needed';
  /** Why a guardrail kept it back. */
  readonly refusal: string | null;
}

/** In the model's order; each product once. */
export function candidateVerdicts(
  replayed: ReplayedDecision,
  render: Render,
  titleOf: TitleOf,
): readonly CandidateVerdict[] {
  const offered = offeredProducts(replayed);
  const verdicts = new Map<ProductId, CandidateVerdict>();
  const add = (id: ProductId, verdict: Omit<CandidateVerdict, 'title'>): void => {
    if (!verdicts.has(id)) verdicts.set(id, { title: titleOf(id), ...verdict });
  };
  for (const call of replayed.calls) {
    if (call.kind === 'neighbours') continue;
    for (const { productId, score, acceptances, reason } of call.read) {
      const judgement = render.judge(productId);
      const refusal = judgement.isAllowed ? null : refusalReason(judgement.guardrail);
      const became = offered.has(productId) ? 'offered' : refusal === null ? 'not-needed' : 'refused';
      add(productId, { score, acceptances, reason: reason.text, became, refusal });
    }
    const unseen = { acceptances: null, reason: null, became: 'not-needed', refusal: null } as const;
    for (const [productId, score] of call.unread) add(productId, { score, ...unseen });
  }
  return [...verdicts.values()].sort((a, b) => b.score - a.score);
}

function offeredProducts(replay: Replay): ReadonlySet<ProductId> {
  if (replay.kind === 'api') return new Set(replay.answer.items.map(({ productId }) => productId));
  const items = Object.values(replay.answer.placements).flat();
  return new Set(items.flatMap((item) => (item.kind === 'offer' ? item.productId : [])));
}
