import { fieldProblems } from '#app/contracts/field-problems.ts';
import { isMailPort, mailAccountDraft } from '#app/contracts/mail-account.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import type { MailAccountStore } from '#app/ports/mail-account-store.ts';
import type { MailAccount, Mailer, SendOutcome } from '#app/ports/mailer.ts';
import { isAsOpened, type SaveRefusal } from '../as-opened.ts';

export interface SetUpMailPorts {
  readonly mailAccounts: MailAccountStore;
  readonly mailer: Mailer;
  /** In production only the usual ports of mail servers. */
  readonly isProduction: boolean;
}

const NO_MAIL_PORT = 'Expected a port of mail servers: 587, 465, 2525 or 25.';

/** An account as it is shown: without its password. */
export interface ShownMailAccount extends Omit<MailAccount, 'password'> {
  readonly hasPassword: boolean;
}

export async function viewMailAccount(
  { mailAccounts }: SetUpMailPorts,
  shopId: ShopId,
): Promise<ShownMailAccount | null> {
  return toShown(await mailAccounts.find(shopId));
}

function toShown(account: MailAccount | null): ShownMailAccount | null {
  if (account === null) return null;
  const { password, ...shown } = account;
  return { ...shown, hasPassword: password !== null };
}

/** Saves it, unless it is shown otherwise now than when its card was opened. */
export async function saveMailAccount(
  { mailAccounts, isProduction }: SetUpMailPorts,
  shopId: ShopId,
  given: unknown,
  opened?: unknown,
): Promise<Result<null, SaveRefusal>> {
  const draft = mailAccountDraft.safeParse(given);
  if (!draft.success) return fail({ kind: 'invalid', fields: fieldProblems(draft.error) });
  if (!isMailPort(draft.data.port, isProduction))
    return fail({ kind: 'invalid', fields: { port: NO_MAIL_PORT } });
  const isSaved = await mailAccounts.save(shopId, draft.data, (stored) =>
    isAsOpened(opened, toShown(stored)),
  );
  return isSaved ? ok(null) : fail({ kind: 'stale' });
}

/** Sends a message to the shop's own address; null where no server is set up. */
export async function sendTestMail(
  { mailAccounts, mailer }: SetUpMailPorts,
  shopId: ShopId,
): Promise<SendOutcome | null> {
  const account = await mailAccounts.find(shopId);
  if (account === null) return null;
  const sentence = 'Attune can send e-mail for your shop.';
  return mailer.send(account, {
    to: account.fromAddress,
    subject: 'A test from Attune',
    text: `${sentence}\n`,
    html: `<!doctype html><p>${sentence}</p>`,
    messageId: `test.${shopId}.${crypto.randomUUID()}@${account.fromAddress.split('@').at(-1)}`,
    unsubscribeUrl: null,
  });
}
