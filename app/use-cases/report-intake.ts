import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DataCensus, DataCensusStore } from '#app/ports/data-census.ts';
import type { BackfillStep, IntakeView, QuarantinedDelivery } from '#app/ports/intake-view.ts';
import type { Reconciliation, ReconciliationStore } from '#app/ports/reconciliation-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { readIntakeHealth, type IntakeHealth } from './quality/intake-health.ts';

export interface ReportIntakePorts {
  readonly intake: IntakeView;
  readonly reconciliations: Pick<ReconciliationStore, 'newest'>;
  readonly census: Pick<DataCensusStore, 'find'>;
  readonly clock: Clock;
}

/** The data page lists this many quarantined deliveries. */
export const QUARANTINE_PAGE = 50;

export interface IntakeReport {
  readonly health: IntakeHealth;
  readonly asOf: Instant;
  readonly quarantined: readonly QuarantinedDelivery[];
  readonly quarantinedInAll: number;
  readonly backfill: readonly BackfillStep[];
  /** The newest, finished or not. */
  readonly reconciliation: Reconciliation | null;
  /** Null until the first one, within the hour after the install. */
  readonly census: DataCensus | null;
}

/** What came in beside what is usual, what is stuck, how far the history was read, and how complete the data is. */
export async function reportIntake(ports: ReportIntakePorts, shop: Shop): Promise<IntakeReport> {
  const { intake, reconciliations, clock } = ports;
  const asOf = clock.now();
  const [health, quarantined, quarantinedInAll, backfill, reconciliation, census] = await Promise.all([
    readIntakeHealth(ports, shop),
    intake.listQuarantined(shop.domain, QUARANTINE_PAGE),
    intake.countQuarantined(shop.domain),
    intake.backfillSteps(shop.id),
    reconciliations.newest(shop.id),
    ports.census.find(shop.id),
  ]);
  return { health, asOf, quarantined, quarantinedInAll, backfill, reconciliation, census };
}

/** What a person may do with a delivery in quarantine. */
export const createQuarantineDesk = ({ replay, discard }: Pick<IntakeView, 'replay' | 'discard'>) => ({
  replayDelivery: replay,
  discardDelivery: discard,
});
