import type { HostAddress, ChangeResult, Host } from './host.ts';
import { ACCEPTED_ATTRIBUTE } from './contract.ts';
import type { WireOffer } from './contract.ts';
import { acceptanceOf } from './acceptance.ts';
import { findAcceptedLine } from './visible.ts';
import type { VisibleEntry } from './visible.ts';

/**
 * Puts the units of the offer in the cart, marked with the decision it comes from. False when the host refuses: sold out, a
 * wallet's checkout, a locked cart. Never called without the buyer's tap.
 */
export function addOffer(host: Host, entry: VisibleEntry, offer: WireOffer): Promise<boolean> {
  return succeeds(
    host.applyCartLinesChange?.({
      type: 'addCartLine',
      merchandiseId: offer.variantId,
      quantity: entry.units,
      attributes: [{ key: ACCEPTED_ATTRIBUTE, value: acceptanceOf(entry) }],
    }),
  );
}

/** Takes the added units out again, no more than are left of them. True also when the buyer has already removed them elsewhere. */
export async function removeOffer(host: Host, entry: VisibleEntry, offer: WireOffer): Promise<boolean> {
  const line = findAcceptedLine(host, entry, offer);
  if (!line) return true;
  const quantity = Math.min(entry.units, line.quantity);
  return succeeds(host.applyCartLinesChange?.({ type: 'removeCartLine', id: line.id, quantity }));
}

/** Merges the fields into the shipping address. */
export function changeAddress(host: Host, address: HostAddress): Promise<boolean> {
  return succeeds(host.applyShippingAddressChange?.({ type: 'updateShippingAddress', address }));
}

async function succeeds(result: Promise<ChangeResult> | undefined): Promise<boolean> {
  try {
    return (await result)?.type === 'success';
  } catch {
    return false; // A thrown refusal is a refusal: the buyer sees the same quiet sentence.
  }
}
