import { TapeDeparture } from '#app/domain/campaigns/replay/model-tape.ts';
import { answerText, replay, type Replay } from '#app/domain/campaigns/replay/replay.ts';
import type { KeptCall } from '#app/domain/campaigns/replay/inputs.ts';
import { replayLocal, type ReplayedLocal } from '#app/domain/campaigns/replay/told-local.ts';
import { unpackInputs, unpackRules, type MissingPart } from '#app/domain/campaigns/replay/unpack.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ContentHash } from '#app/ports/content-hash.ts';
import {
  RECORD_DAYS,
  type KeptRecord,
  type PastDecision,
  type PastDecisions,
} from '#app/ports/past-decisions.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { differencesOf, type Difference } from './decision-differences.ts';

export interface ReplayDecisionPorts {
  readonly decisions: PastDecisions;
  readonly hash: ContentHash;
  readonly clock: Clock;
}

/** Why a decision that was found cannot be made again. */
export type Unreplayable =
  /** The shopper was erased, and what was known of them with it. */
  | { readonly kind: 'erased' }
  /** It is older than what decisions were made from is kept. */
  | { readonly kind: 'expired' }
  /** Nothing was decided: the answer was the fallback. */
  | { readonly kind: 'fell-back'; readonly failure: string }
  /** It was written before decisions were recorded whole, or that failed. */
  | { readonly kind: 'unrecorded' }
  /** It holds an address, sealed with another key. */
  | { readonly kind: 'sealed' }
  | { readonly kind: 'part-missing'; readonly part: MissingPart['kind'] }
  /** Today's code asks its model something else than was asked then. */
  | { readonly kind: 'departed'; readonly told: string };

/** A decision that was made again. */
export type ReplayedDecision = Replay & {
  readonly recordedHash: string;
  readonly hash: string;
  /** Empty where the hashes are the same. */
  readonly differences: readonly Difference[];
  /** What the model was asked, and said. */
  readonly calls: readonly KeptCall[];
  /** What the checkout showed before it asked, made again; null where it decided nothing by itself, or did not tell by what. */
  readonly local: Result<ReplayedLocal, MissingPart> | null;
};

export interface DecisionReplay {
  readonly past: PastDecision;
  readonly outcome: Result<ReplayedDecision, Unreplayable>;
}

/** Makes a past decision again from what was kept of it, and compares the hashes; null where no decision has this id. */
export async function replayDecision(
  ports: ReplayDecisionPorts,
  shop: Pick<Shop, 'id'>,
  decisionId: string,
): Promise<DecisionReplay | null> {
  const past = await ports.decisions.find(shop.id, decisionId);
  if (past === null) return null;
  const found = await ports.decisions.findRecord(shop.id, decisionId);
  if (found.kind === 'sealed') return { past, outcome: fail({ kind: 'sealed' }) };
  const outcome =
    found.kind === 'none'
      ? fail(whyUnrecorded(past, ports.clock.nowMs()))
      : replayRecord(ports.hash, past, found.record);
  return { past, outcome };
}

function whyUnrecorded({ isErased, failure, decidedAtMs }: PastDecision, nowMs: number): Unreplayable {
  if (isErased) return { kind: 'erased' };
  if (failure !== null) return { kind: 'fell-back', failure };
  return nowMs - decidedAtMs > RECORD_DAYS * SECONDS.day * 1000
    ? { kind: 'expired' }
    : { kind: 'unrecorded' };
}

function replayRecord(
  hash: ContentHash,
  past: PastDecision,
  { hash: recordedHash, inputs: packed, parts }: KeptRecord,
): Result<ReplayedDecision, Unreplayable> {
  const rules = parts.get(packed.rules);
  if (rules === undefined) return fail({ kind: 'part-missing', part: 'rules' });
  const inputs = unpackInputs(packed, (key) => parts.get(key));
  if (!inputs.ok) return fail({ kind: 'part-missing', part: inputs.failure.kind });
  try {
    const replayed = replay(unpackRules(rules), inputs.value);
    const text = answerText(replayed.answer);
    const again = hash(text);
    const differences = again === recordedHash ? [] : differencesOf(past, replayed);
    const { calls, local: told } = packed.own;
    const local = told ? replayLocal(told, (key) => parts.get(key)) : null;
    return ok({ ...replayed, recordedHash, hash: again, differences, calls, local });
  } catch (error) {
    if (error instanceof TapeDeparture) return fail({ kind: 'departed', told: error.message });
    throw error;
  }
}
