import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { isHeldOut } from '#app/domain/campaigns/held-out.ts';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import { isTimezone } from '#app/domain/reminders/quiet-hours.ts';
import type { Cancellation } from '#app/domain/reminders/reasons.ts';
import type { LetterContent } from '#app/domain/reminders/letter/content.ts';
import { writeLetter } from '#app/domain/reminders/letter/write-letter.ts';
import { nextTryAt, ONE_CART_SECONDS, sendTime } from '#app/domain/reminders/when-to-send.ts';
import type { FlowTrigger } from '#app/ports/flow-trigger.ts';
import type { MailAccount, Mailer, SendOutcome } from '#app/ports/mailer.ts';
import type { DueReminder, ReminderOutbox } from '#app/ports/reminder-outbox.ts';
import type { ReaderOfMail, ReminderSource } from '#app/ports/reminder-reading.ts';
import type { ServedShop } from '#app/ports/shop-snapshots.ts';
import { composeReminder, type ComposeReminderDeps } from './compose-reminder.ts';

export interface SendReminderDeps extends ComposeReminderDeps {
  readonly source: ReminderSource;
  readonly outbox: ReminderOutbox;
  readonly mailer: Mailer;
  readonly flow: FlowTrigger;
  /** The address at which a customer of a shop unsubscribes. */
  readonly unsubscribeUrl: (shopId: ShopId, customerId: CustomerId, language: string) => string;
}

type ReminderVerdict =
  | { readonly kind: 'cancel'; readonly why: Cancellation }
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'send'; readonly address: string; readonly content: LetterContent };

/** Who tells the shopper: the shop's mail server, or a workflow of the shop. */
export type ReminderChannel =
  { readonly kind: 'mail'; readonly account: MailAccount } | { readonly kind: 'flow' };

const cancel = (why: Cancellation): ReminderVerdict => ({ kind: 'cancel', why });

/**
 * Deals with one reminder that is due: not sent with why, put off, or sent. It is marked before it is handed to the mail server or to Flow, and
 * that mark is taken back only where that said that it did not take it: so a process that dies sends it once or never, never
 * twice. Rejects where Shopify or the database does not answer; nothing was sent then.
 */
export async function sendReminder(
  deps: SendReminderDeps,
  served: ServedShop,
  channel: ReminderChannel,
  reminder: DueReminder,
): Promise<void> {
  const { outbox, clock } = deps;
  const { id } = served.shop;
  const { cartToken, attempts } = reminder;
  const verdict = await judgeReminder(deps, served, channel, reminder);
  if (verdict.kind === 'cancel') return outbox.cancel(id, cartToken, verdict.why, null);
  if (verdict.kind === 'wait') return outbox.postpone(id, cartToken, verdict.until, null);
  const now = clock.now();
  if (!(await outbox.begin(id, reminder, now, now - ONE_CART_SECONDS))) return;
  const outcome = await deliver(deps, served, channel, reminder, verdict);
  if (outcome.kind === 'accepted') return outbox.finish(id, cartToken);
  if (outcome.kind === 'try-later')
    return outbox.release(id, cartToken, nextTryAt(clock.now(), attempts + 1), outcome.code);
  return outbox.cancel(id, cartToken, outcome.kind, outcome.code);
}

async function judgeReminder(
  deps: SendReminderDeps,
  served: ServedShop,
  channel: ReminderChannel,
  reminder: DueReminder,
): Promise<ReminderVerdict> {
  const { customerId, abandonedAt } = reminder;
  const { shop, snapshot } = served;
  if (isHeldOut(snapshot, { unit: customerId })) return cancel('held-out');
  if (await deps.outbox.hasOptedOut(shop.id, customerId)) return cancel('opted-out');
  if (await deps.outbox.wasRemindedSince(shop.id, customerId, deps.clock.now() - ONE_CART_SECONDS))
    return cancel('reminded-lately');
  const reading = await deps.source.read(shop.domain, customerId);
  const { reader } = reading;
  if (reader === null) return cancel('no-customer');
  if (!reader.hasConsented) return cancel('no-consent');
  const { address } = reader;
  if (address === null) return cancel('no-address');
  const time = sendTime(abandonedAt, deps.clock.now(), placeOfReader(served, reader));
  if (time.kind === 'too-late') return cancel('too-late');
  if (time.kind === 'wait') return time;
  const content = await composeReminder(deps, {
    served,
    reminder,
    reader,
    shop: reading.shop,
    unsubscribeUrl: (language) => deps.unsubscribeUrl(shop.id, customerId, language),
    postalAddress: channel.kind === 'mail' ? channel.account.postalAddress : '',
  });
  if (content === null) return cancel('sold-out');
  return { kind: 'send', address, content };
}

function deliver(
  { mailer, flow }: SendReminderDeps,
  { shop }: ServedShop,
  channel: ReminderChannel,
  reminder: DueReminder,
  { address, content }: Extract<ReminderVerdict, { kind: 'send' }>,
): Promise<SendOutcome> {
  const { unsubscribeUrl, lines, cartUrl } = content;
  if (channel.kind === 'mail') {
    const messageId = messageIdOf(reminder, channel.account);
    return mailer.send(channel.account, { ...writeLetter(content), to: address, messageId, unsubscribeUrl });
  }
  const amountMinor = lines.reduce((sum, { price, quantity }) => sum + quantity * price.amountMinor, 0);
  return flow.cartLeft(shop.domain, {
    customerId: reminder.customerId,
    cartUrl,
    products: lines.map(({ title }) => title),
    value: { amountMinor, currency: lines[0]?.price.currency ?? shop.currency },
  });
}

/** The zone of the shopper's address where Shopify tells one that is known here, else the shop's. */
function placeOfReader({ shop }: ServedShop, { timezone }: ReaderOfMail) {
  const { quietFrom, quietTo } = readShopSettings(shop.settings).reminders;
  return {
    timezone: timezone !== null && isTimezone(timezone) ? timezone : shop.timezone,
    quiet: { from: quietFrom, to: quietTo },
  };
}

/** The same for every try, so that a mail server or program may know a second copy. */
function messageIdOf({ cartToken, abandonedAt }: DueReminder, { fromAddress }: MailAccount): string {
  const host = fromAddress.slice(fromAddress.lastIndexOf('@') + 1);
  return `${Buffer.from(cartToken).toString('hex').slice(0, 40)}.${abandonedAt}@${host}`;
}
