import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { CANCELLATIONS } from '#app/domain/reminders/reasons.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { MailAccountStore } from '#app/ports/mail-account-store.ts';
import type { ReminderReportStore, ReminderTally, ReportedCart } from '#app/ports/reminder-report.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface ReportRemindersPorts {
  readonly reminderReport: ReminderReportStore;
  readonly mailAccounts: Pick<MailAccountStore, 'find'>;
  readonly clock: Clock;
}

const DAYS = 30;
const NEWEST = 50;

/** A cart as the page lists it. */
export interface ReminderRow {
  readonly cartToken: string;
  readonly customerId: CustomerId | null;
  readonly abandonedAt: Instant;
  readonly valueMinor: number | null;
  readonly reached: ReportedCart['reached'];
  readonly state: ReportedCart['state'];
  /** What happened, or why nothing did, as a sentence. */
  readonly told: string;
}

export interface RemindersReport {
  readonly isOn: boolean;
  readonly hasMailServer: boolean;
  readonly waitHours: number;
  readonly days: number;
  readonly tally: ReminderTally;
  readonly optOuts: number;
  readonly newest: readonly ReminderRow[];
}

/** What became of the carts that were left in 30 days. */
export async function reportReminders(
  { reminderReport, mailAccounts, clock }: ReportRemindersPorts,
  shop: Shop,
): Promise<RemindersReport> {
  const { isOn, waitHours } = readShopSettings(shop.settings).reminders;
  const [tally, newest, optOuts, account] = await Promise.all([
    reminderReport.tally(shop.id, clock.now() - DAYS * SECONDS.day),
    reminderReport.newest(shop.id, NEWEST),
    reminderReport.countOptOuts(shop.id),
    mailAccounts.find(shop.id),
  ]);
  const hasMailServer = account !== null;
  return { isOn, waitHours, hasMailServer, days: DAYS, tally, optOuts, newest: newest.map(toRow) };
}

function toRow(cart: ReportedCart): ReminderRow {
  const { cartToken, customerId, abandonedAt, valueMinor, reached, state } = cart;
  return { cartToken, customerId, abandonedAt, valueMinor, reached, state, told: tell(cart) };
}

function tell({ state, why, sentAt, problem }: ReportedCart): string {
  const reply = problem === null ? '' : ` (${problem})`;
  switch (state) {
    case 'open':
      return 'Changed since, so open again';
    case 'abandoned':
      return problem === null ? 'Waits to be sent' : `Waits to be sent again${reply}`;
    case 'sending':
      return 'Being sent';
    case 'reminded':
      return 'Sent';
    case 'recovered':
      return sentAt === null ? 'Ordered without a reminder' : 'Ordered after the reminder';
    case 'cancelled':
      return `${why === null ? 'Not sent' : CANCELLATIONS[why]}${reply}`;
  }
}
