import type { Candidate } from '../recommendations/model.ts';
import type { OfferReason } from '../recommendations/ranking/reasons.ts';
import type { Reason } from './decision.ts';

/** Why the model suggests a candidate; what it was found by is a product of this shop. */
export function reasonFor({ reason }: Candidate): Reason {
  return toReason(reason);
}

export function toReason({ code, text, evidence }: OfferReason): Reason {
  const told = Object.entries(evidence).flatMap(([name, value]): [string, number | string][] =>
    value === undefined || value === null ? [] : [[name === 'sku' ? 'productId' : name, value]],
  );
  return { code, text, evidence: Object.fromEntries(told) };
}

/** A product the merchant chose. */
export function handPicked(): Reason {
  return { code: 'hand-picked', text: 'Picked for you by the shop', evidence: {} };
}
