import type { SavedAddress } from '#app/domain/campaigns/decision.ts';
import type { PackedInputs } from '#app/domain/campaigns/replay/pack.ts';

/** How a record's inputs are written: the saved address is sealed text. */
export interface SealedInputs extends Omit<PackedInputs, 'own'> {
  readonly own: Omit<PackedInputs['own'], 'savedDetails'> & {
    readonly savedDetails: { readonly address: string | null; readonly paymentType: string | null } | null;
  };
}

/** Whoever reads the table reads no address. */
export function sealInputs(inputs: PackedInputs, seal: (address: SavedAddress) => string): SealedInputs {
  const { savedDetails } = inputs.own;
  const sealed = savedDetails && {
    ...savedDetails,
    address: savedDetails.address && seal(savedDetails.address),
  };
  return { ...inputs, own: { ...inputs.own, savedDetails: sealed } };
}

/** Throws what `open` throws: another key sealed the address. */
export function openInputs(inputs: SealedInputs, open: (sealed: string) => SavedAddress): PackedInputs {
  const { savedDetails } = inputs.own;
  const opened = savedDetails && {
    ...savedDetails,
    address: savedDetails.address === null ? null : open(savedDetails.address),
  };
  return { ...inputs, own: { ...inputs.own, savedDetails: opened } };
}
