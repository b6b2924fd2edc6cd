import { readShopSettings } from '#app/contracts/shop-settings.ts';
import type { Log } from '#app/ports/log.ts';
import type { MailAccountStore } from '#app/ports/mail-account-store.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import { millisUntil } from '../millis-until.ts';
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
  return async (signal) => {
    let next = Infinity;
    for (const shop of await deps.shops.listInstalled()) {
      const interrupted = await deps.outbox.giveUpInterrupted(shop.id, deps.clock.now());
      if (interrupted > 0) deps.log.warn({ shopId: shop.id, interrupted }, 'reminders were interrupted');
      if (await sendOf(deps, shop, signal)) return 0;
      next = Math.min(next, (await deps.outbox.nextTry(shop.id)) ?? Infinity);
    }
    return millisUntil(next, deps.clock.nowMs());
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
        restLater(deps, shop, reminder.cartToken, error),
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

/** Shopify did not answer, so nothing was sent: the lease that `take` gave brings the reminder back. */
function restLater({ log }: SendRemindersDeps, shop: Shop, cartToken: string, error: unknown): void {
  if (!(error instanceof ShopifyRejected)) throw error;
  log.warn({ err: error, shopId: shop.id, cartToken }, 'reminder put off');
}
