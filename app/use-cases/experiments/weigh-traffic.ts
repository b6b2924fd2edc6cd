import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { nextPeriod } from '#app/domain/experiments/next-period.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ExperimentStore, StoredExperiment } from '#app/ports/experiment-store.ts';
import type { Log } from '#app/ports/log.ts';

export interface WeighTrafficPorts {
  readonly experiments: Pick<ExperimentStore, 'reallocate'>;
  readonly log: Log;
}

/** Gives the next shoppers of a running experiment of bandit traffic the shares that its newest report asks for, once its period has run. */
export async function weighTraffic(
  { experiments, log }: WeighTrafficPorts,
  { shopId, now }: { readonly shopId: ShopId; readonly now: Instant },
  { id, traffic, allocations }: StoredExperiment,
  report: CheckoutReport,
): Promise<void> {
  if (traffic !== 'bandit') return;
  const period = nextPeriod(allocations, report, now);
  const after = allocations.at(-1)?.at;
  if (period && after !== undefined && (await experiments.reallocate(shopId, id, after, period)))
    log.info({ shopId, experimentId: id }, 'traffic of an experiment follows its results');
}
