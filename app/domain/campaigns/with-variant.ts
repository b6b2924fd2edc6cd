import type { VariantId } from '../kernel/ids.ts';
import type { OfferParts } from './guardrails/judge.ts';

/** The offer of this variant alone, where it is one of those that may be chosen. */
export function withVariant(offer: OfferParts, variantId?: VariantId | null): OfferParts {
  const choice = offer.choices.find(({ variant }) => variant.id === variantId);
  return choice ? { ...offer, ...choice, choices: [] } : offer;
}
