import type { SavedAddress } from '#app/domain/campaigns/decision.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { CipherBox } from './token-cipher.ts';

/** A shopper's saved address as the text that is stored. It opens for its own shop only; a merge moves it between shoppers. */
export interface AddressCipher {
  seal(address: SavedAddress, shopId: ShopId): string;
  /** Throws CipherFailure when the text was not sealed for this shop with this key. */
  open(sealed: string, shopId: ShopId): SavedAddress;
}

export function createAddressCipher(box: CipherBox): AddressCipher {
  const context = (shopId: ShopId): string => `saved-address/${shopId}`;
  return {
    seal: (address, shopId) => box.seal(JSON.stringify(address), context(shopId)),
    open: (sealed, shopId) => JSON.parse(box.open(sealed, context(shopId))) as SavedAddress,
  };
}
