import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { isTooLate, nextTryAt } from '#app/domain/reminders/when-to-send.ts';
import type { DueReminder } from '#app/ports/reminder-outbox.ts';
import type { Log } from '#app/ports/log.ts';
import type { MailAccountStore } from '#app/ports/mail-account-store.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import { millisUntil } from '../millis-until.ts';
import { createOneByOne } from '../one-by-one.ts';
import { sendReminder, type ReminderChannel, type SendReminderDeps } from './send-reminder.ts';

export interface SendRemindersDeps extends SendReminderDeps {
  readonly shops: Pick<ShopStore, 'listInstalled'>;
  readonly snapshots: Pick<ShopSnapshots, 'find'>;
  readonly accounts: Pick<MailAccountStore, 'find'>;
  readonly log: Log;
}

/** Messages of one shop in a round, so that every shop has its turn. */
const MOST_A_ROUND = 20;

/**
 * Sends what is due, some of each shop a call. Gives in how many milliseconds the next one is: 0 where more wait, null where none will
 * be by time alone. Any number of processes may call it.
 */
export function createSendReminders(
  deps: SendRemindersDeps,
): (signal: AbortSignal) => Promise<number | null> {
  const oneByOne = createOneByOne<Shop>(deps, 'reminders not sent', ({ id }) => id);
  return async (signal) => {
    let isMore = false;
    let next = Infinity;
    const send = async (shop: Shop): Promise<void> => {
      const interrupted = await deps.outbox.giveUpInterrupted(shop.id, deps.clock.now());
      if (interrupted > 0) deps.log.warn({ shopId: shop.id, interrupted }, 'reminders were interrupted');
      isMore = (await sendOf(deps, shop, signal)) || isMore;
      next = Math.min(next, (await deps.outbox.nextTry(shop.id)) ?? Infinity);
    };
    await oneByOne(await deps.shops.listInstalled(), send, signal);
    return isMore ? 0 : millisUntil(next, deps.clock.nowMs());
  };
}

/** True when there may be more to send at once. */
async function sendOf(deps: SendRemindersDeps, shop: Shop, signal: AbortSignal): Promise<boolean> {
  const { outbox, clock } = deps;
  for (let sent = 0; sent < MOST_A_ROUND; sent += 1) {
    const reminder = signal.aborted ? null : await outbox.take(shop.id, clock.now());
    if (reminder === null) return false;
    const served = await deps.snapshots.find(shop.domain);
    const channel = await channelOf(deps, shop);
    if (channel === null || served === null) await outbox.cancel(shop.id, reminder.cartToken, 'off', null);
    else
      await sendReminder(deps, served, channel, reminder).catch((error: unknown) =>
        putOff(deps, shop, reminder, error),
      );
  }
  return true;
}

/** Null where reminders are off, or Attune should mail and there is no mail server. */
async function channelOf({ accounts }: SendRemindersDeps, shop: Shop): Promise<ReminderChannel | null> {
  const { isOn, by } = readShopSettings(shop.settings).reminders;
  if (!isOn) return null;
  if (by === 'flow') return { kind: 'flow' };
  const account = await accounts.find(shop.id);
  return account && { kind: 'mail', account };
}

/**
 * Nothing was sent: Shopify did not answer, or something of this cart or of the answer could not be made sense of. That is kept as the reason,
 * and the cart is looked at again until it is too late for it; the others go on. Where the message was handed on already, nothing changes.
 */
async function putOff(
  { outbox, clock, log }: SendRemindersDeps,
  shop: Shop,
  { cartToken, attempts, abandonedAt }: DueReminder,
  error: unknown,
): Promise<void> {
  const isShopify = error instanceof ShopifyRejected;
  log[isShopify ? 'warn' : 'error']({ err: error, shopId: shop.id, cartToken }, 'reminder put off');
  const problem = isShopify ? `SHOPIFY ${error.status ?? 'NO ANSWER'}` : 'UNREADABLE';
  const until = nextTryAt(clock.now(), attempts + 1);
  if (isTooLate(abandonedAt, until)) await outbox.cancel(shop.id, cartToken, 'too-late', problem);
  else await outbox.postpone(shop.id, cartToken, until, problem);
}
