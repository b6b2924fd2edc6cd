import type { Instant } from '#app/domain/kernel/instant.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { BackfillStep, IntakeView, QuarantinedDelivery, TopicTally } from '#app/ports/intake-view.ts';
import type { Reconciliation, ReconciliationStore } from '#app/ports/reconciliation-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface ReportIntakePorts {
  readonly intake: IntakeView;
  readonly reconciliations: Pick<ReconciliationStore, 'newest'>;
  readonly clock: Clock;
}

/** The data page lists this many quarantined deliveries. */
export const QUARANTINE_PAGE = 50;

export interface IntakeReport {
  readonly topics: readonly TopicTally[];
  readonly since: Instant;
  readonly asOf: Instant;
  readonly quarantined: readonly QuarantinedDelivery[];
  readonly quarantinedInAll: number;
  readonly backfill: readonly BackfillStep[];
  /** The newest, finished or not. */
  readonly reconciliation: Reconciliation | null;
}

/** What came in during the last day, what is stuck, and how far the history was read. */
export async function reportIntake(
  { intake, reconciliations, clock }: ReportIntakePorts,
  shop: Shop,
): Promise<IntakeReport> {
  const asOf = clock.now();
  const since = asOf - SECONDS.day;
  const [topics, quarantined, quarantinedInAll, backfill, reconciliation] = await Promise.all([
    intake.tallyByTopic(shop.domain, since, asOf),
    intake.listQuarantined(shop.domain, QUARANTINE_PAGE),
    intake.countQuarantined(shop.domain),
    intake.backfillSteps(shop.id),
    reconciliations.newest(shop.id),
  ]);
  return { topics, since, asOf, quarantined, quarantinedInAll, backfill, reconciliation };
}
