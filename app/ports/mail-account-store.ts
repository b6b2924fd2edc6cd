import type { MailAccountDraft } from '#app/contracts/mail-account.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { MailAccount } from './mailer.ts';

export interface MailAccountStore {
  /** With its password, for sending. Null = not set up. */
  find(shopId: ShopId): Promise<MailAccount | null>;
  /**
   * Keeps the stored password where the draft has none and the user stays; seals a new one. False, with nothing stored, where `isAsOpened` says
   * no of the account that is stored now.
   */
  save(
    shopId: ShopId,
    draft: MailAccountDraft,
    isAsOpened?: (stored: MailAccount | null) => boolean,
  ): Promise<boolean>;
}
