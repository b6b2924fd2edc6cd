/** For how many days a shop keeps what it may choose to keep, by kind, with bounds. */
import { z } from 'zod';

const days = (least: number, most: number) => {
  const error = `Expected whole days from ${least} to ${most.toLocaleString('en')}.`;
  return z.number({ error }).int(error).min(least, error).max(most, error);
};

export const retentionSettings = z.object({
  /** What customers looked at and searched for; of a browser that led to no customer it is ninety days at most. */
  visits: days(7, 400),
  /** What decisions were made from, to make them again. */
  records: days(1, 400),
  /** Decisions, and what became of their items. */
  decisions: days(90, 1_100),
  /** Bodies of deliveries that were understood. Their ids stay thirty days, to know repetitions. */
  deliveries: days(1, 30),
  /** Deliveries that were refused. */
  quarantine: days(7, 365),
  /** The address and the payment type of the last order. */
  addresses: days(30, 1_825),
  /** Carts that were left, and reminders of them. */
  reminders: days(30, 400),
  /** Customers without an order, a visit or a cart are erased after so many days; null never. */
  inactive: days(365, 3_650).nullable(),
});
export type RetentionSettings = z.infer<typeof retentionSettings>;
export type RetentionKind = keyof RetentionSettings;

export const DEFAULT_RETENTION: RetentionSettings = {
  visits: 400,
  records: 90,
  decisions: 400,
  deliveries: 7,
  quarantine: 90,
  addresses: 730,
  reminders: 90,
  inactive: null,
};
