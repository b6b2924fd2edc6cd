import type { WireChoice, WireItem, WireOffer } from './contract.ts';

/** The offer with one of its variants as the one that a tap adds. As it is where that is none of them. */
export function withChoice(offer: WireOffer, variantId: string): WireOffer {
  const choice = offer.choices?.find((each) => each.variantId === variantId);
  return choice ? { ...offer, variantId, price: choice.price, mostUnits: choice.mostUnits } : offer;
}

/** What was chosen before holds for a newer answer's offer of the same key, if it is still to be had. */
export function keepingChoice(item: WireItem, before: WireItem | undefined): WireItem {
  return item.kind === 'offer' && before?.kind === 'offer' ? withChoice(item, before.variantId) : item;
}

/** How many units a tap adds: what the buyer chose, as far as the offer goes. */
export function unitsOf(item: WireItem, chosen = 1): number {
  return item.kind === 'offer' ? Math.min(chosen, item.mostUnits ?? 1) : 1;
}

/** The variant that a tap adds; undefined where there is nothing to choose. */
export function chosenOf({ choices, variantId }: WireOffer): WireChoice | undefined {
  return choices?.find((choice) => choice.variantId === variantId);
}
