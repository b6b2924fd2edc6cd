import type { ReceiptBook } from '#app/ports/receipt-book.ts';
import { askPrivacy, type AskPrivacyPorts } from './ask-privacy.ts';

export interface PrivacyDeskPorts extends AskPrivacyPorts {
  readonly receipts: ReceiptBook;
}

/** The privacy page lists this many receipts. */
const RECEIPTS_PAGE = 50;

/** What a merchant may wish for one customer, and the receipts of it. */
export function createPrivacyDesk(ports: PrivacyDeskPorts) {
  const { receipts } = ports;
  return {
    askPrivacy: askPrivacy.bind(null, ports),
    listReceipts: (shopDomain: string) => receipts.list(shopDomain, RECEIPTS_PAGE),
    openExport: (shopDomain: string, id: string) => receipts.openExport(shopDomain, id),
  };
}
