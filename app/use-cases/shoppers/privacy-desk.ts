import type { ReceiptBook } from '#app/ports/receipt-book.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { ConsentCensus } from '#app/ports/consent-census.ts';
import type { RetentionStore } from '#app/ports/retention.ts';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { askPrivacy, type AskPrivacyPorts, type PrivacyWish } from './ask-privacy.ts';

export interface PrivacyDeskPorts extends AskPrivacyPorts {
  readonly receipts: ReceiptBook;
  readonly retention: Pick<RetentionStore, 'listEnforced'>;
  readonly consents: ConsentCensus;
  readonly profiles: ProfileStore;
}

/** The privacy page lists this many receipts. */
const RECEIPTS_PAGE = 50;

/** What a merchant may wish for one customer, and the receipts of it. */
export function createPrivacyDesk(ports: PrivacyDeskPorts) {
  const { receipts, retention, consents, profiles } = ports;
  return {
    /** False where nobody is known by the number: a mistyped one must not reach whatever text happens to hold it. */
    async askPrivacy(
      shop: Pick<Shop, 'id' | 'domain'>,
      wish: PrivacyWish,
      customerId: CustomerId,
    ): Promise<boolean> {
      if ((await profiles.find(shop.id, customerId)) === null) return false;
      await askPrivacy(ports, shop, wish, customerId);
      return true;
    },
    listReceipts: (shopDomain: string) => receipts.list(shopDomain, RECEIPTS_PAGE),
    listWaiting: (shopDomain: string) => receipts.listWaiting(shopDomain),
    listEnforced: (shopId: ShopId) => retention.listEnforced(shopId),
    countConsents: (shopId: ShopId) => consents.count(shopId),
    openExport: (shopDomain: string, id: string) => receipts.openExport(shopDomain, id),
  };
}
