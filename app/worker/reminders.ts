/** Part of the composition root (container.ts calls it): e-mail reminders of carts that were left. */
import { hkdfSync } from 'node:crypto';
import type pg from 'pg';
import { createPastItems } from '#app/adapters/prisma/campaigns/past-items.ts';
import { createMailAccountStore } from '#app/adapters/prisma/reminders/mail-account-store.ts';
import { createReminderOutbox } from '#app/adapters/prisma/reminders/reminder-outbox.ts';
import type { CipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import type { Config } from '#app/config.ts';
import { createAdminClient, type LoadOfflineSession } from '#app/adapters/shopify/admin-client.ts';
import { createFlowTrigger } from '#app/adapters/shopify/flow-trigger.ts';
import { createReminderSource } from '#app/adapters/shopify/reminder-source.ts';
import { createUnsubscribeTokens, type UnsubscribeTokens } from '#app/http/unsubscribe-token.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type { Mailer } from '#app/ports/mailer.ts';
import type { MailAccountStore } from '#app/ports/mail-account-store.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { ShopStore } from '#app/ports/shop-store.ts';
import { createSendReminders } from '#app/use-cases/reminders/send-reminders.ts';
import { createUnsubscribe, type Unsubscribe } from '#app/use-cases/reminders/unsubscribe.ts';

export interface RemindersDeps {
  readonly pool: pg.Pool;
  readonly cipher: CipherBox;
  readonly config: Pick<Config, 'encryptionKey' | 'shopifyAppUrl'>;
  readonly loadOfflineSession: LoadOfflineSession;
  readonly mailer: Mailer;
  readonly checkout: { readonly snapshots: ShopSnapshots; readonly profiles: ProfileStore };
  readonly shops: ShopStore;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Reminders {
  /** A round of sending: gives in how many milliseconds to call again; null = nothing is due by time. */
  readonly send: (signal: AbortSignal) => Promise<number | null>;
  readonly unsubscribe: Unsubscribe;
  readonly tokens: UnsubscribeTokens;
  readonly accounts: MailAccountStore;
  readonly mailer: Mailer;
}

/** Builds it all; opens nothing. */
export function createReminders(deps: RemindersDeps): Reminders {
  const { pool, cipher, config, loadOfflineSession, mailer, checkout, shops, clock, log } = deps;
  const { snapshots, profiles } = checkout;
  // Links of every message are signed with a key of their own.
  const key = hkdfSync('sha256', config.encryptionKey, '', 'attune unsubscribe tokens', 32);
  const tokens = createUnsubscribeTokens(new Uint8Array(key));
  const outbox = createReminderOutbox(pool);
  const accounts = createMailAccountStore(pool, cipher);
  const send = createSendReminders({
    shops,
    snapshots,
    profiles,
    pastItems: createPastItems(pool),
    accounts,
    outbox,
    clock,
    log,
    mailer,
    flow: createFlowTrigger(createAdminClient({ loadOfflineSession, attempts: 1 })),
    source: createReminderSource(createAdminClient({ loadOfflineSession })),
    unsubscribeUrl: (shopId, customerId, language) =>
      `${config.shopifyAppUrl}/unsubscribe?t=${tokens.issue(shopId, customerId)}&l=${language}`,
  });
  const unsubscribe = createUnsubscribe({ outbox, profiles, shops });
  return { send, unsubscribe, tokens, accounts, mailer };
}
