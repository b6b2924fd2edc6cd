import { writeHarmLetter } from '#app/domain/campaigns/harm-letter.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import type { HarmStore } from '#app/ports/experiment-store.ts';
import type { Log } from '#app/ports/log.ts';
import type { MailAccountStore } from '#app/ports/mail-account-store.ts';
import type { Mailer } from '#app/ports/mailer.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface TellHarmPorts {
  readonly harms: HarmStore;
  readonly mailAccounts: Pick<MailAccountStore, 'find'>;
  readonly mailer: Mailer;
  readonly log: Log;
}

/** Later than that it is no news: the admin says it as long as the campaign is paused. */
const NEWS_FOR = 2 * SECONDS.day;

/**
 * One e-mail to the shop's own address about all campaigns that were paused for harm and not told of. Without a mail server none is
 * sent. What the server may take later is tried at the next measuring; what nobody knows about is not sent twice.
 */
export async function tellHarm(ports: TellHarmPorts, shop: Shop, now: Instant): Promise<void> {
  const { harms, mailAccounts, mailer, log } = ports;
  const paused = await harms.untold(shop.id, now - NEWS_FOR);
  if (paused.length === 0) return;
  const account = await mailAccounts.find(shop.id);
  if (account === null) return;
  const { kind } = await mailer.send(account, {
    ...writeHarmLetter(shop.name, paused),
    to: account.fromAddress,
    messageId: `harm.${shop.id}.${crypto.randomUUID()}@${account.fromAddress.split('@').at(-1)}`,
    unsubscribeUrl: null,
  });
  log.info({ shop: shop.domain, outcome: kind }, 'a pause for harm was told by e-mail');
  if (kind !== 'try-later')
    await harms.markTold(
      shop.id,
      paused.map(({ id }) => id),
      now,
    );
}
