import type { ReceiptBook } from '#app/ports/receipt-book.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { ConsentCensus } from '#app/ports/consent-census.ts';
import type { RetentionStore } from '#app/ports/retention.ts';
import { askPrivacy, type AskPrivacyPorts } from './ask-privacy.ts';

export interface PrivacyDeskPorts extends AskPrivacyPorts {
  readonly receipts: ReceiptBook;
  readonly retention: Pick<RetentionStore, 'listEnforced'>;
  readonly consents: ConsentCensus;
}

/** The privacy page lists this many receipts. */
const RECEIPTS_PAGE = 50;

/** What a merchant may wish for one customer, and the receipts of it. */
export function createPrivacyDesk(ports: PrivacyDeskPorts) {
  const { receipts, retention, consents } = ports;
  return {
    askPrivacy: askPrivacy.bind(null, ports),
    listReceipts: (shopDomain: string) => receipts.list(shopDomain, RECEIPTS_PAGE),
    listEnforced: (shopId: ShopId) => retention.listEnforced(shopId),
    countConsents: (shopId: ShopId) => consents.count(shopId),
    openExport: (shopDomain: string, id: string) => receipts.openExport(shopDomain, id),
  };
}
