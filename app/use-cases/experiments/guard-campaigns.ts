import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import type { CampaignStore } from '#app/ports/campaign-store.ts';
import type { ExperimentStore, HarmStore, StoredExperiment } from '#app/ports/experiment-store.ts';
import type { Log } from '#app/ports/log.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface GuardPorts {
  readonly experiments: Pick<ExperimentStore, 'stop'>;
  readonly harms: HarmStore;
  readonly campaigns: Pick<CampaignStore, 'list'>;
  readonly log: Log;
}

/** Whether an arm costs something beyond chance; a broken split says nothing, because nothing is to be believed then. */
export function doesHarm({ result }: CheckoutReport): boolean {
  return result !== null && !result.split.isMismatch && result.harmful.length > 0;
}

/** Where an arm costs something the campaign is paused and the experiment ends: a person who resumes it is not overruled. */
export async function guardExperiment(
  ports: GuardPorts,
  shop: Shop,
  { id, campaignId }: Pick<StoredExperiment, 'id' | 'campaignId'>,
  report: CheckoutReport,
): Promise<void> {
  if (!doesHarm(report)) return;
  await pause(
    ports,
    shop,
    [campaignId],
    report,
    harmSentence(report, `arm ${namesOf(report, 'arm')} did worse than control`),
  );
  await ports.experiments.stop(shop.id, id, report.computedAt);
}

/** Pauses every campaign where checkouts with Attune do worse than those held out: nobody can say which one it is. */
export async function guardShop(ports: GuardPorts, shop: Shop, report: CheckoutReport): Promise<void> {
  if (!doesHarm(report)) return;
  const campaigns = await ports.campaigns.list(shop.id);
  const ids = campaigns.map(({ id }) => id);
  await pause(
    ports,
    shop,
    ids,
    report,
    harmSentence(report, 'checkouts with Attune did worse than those held out'),
  );
}

function harmSentence(report: CheckoutReport, what: string): string {
  const metrics = namesOf(report, 'metric').replace('completed', 'completed checkouts');
  return `Paused by Attune: ${what} in ${metrics}, beyond what chance does at any number of looks.`;
}

function namesOf({ result }: CheckoutReport, of: 'arm' | 'metric'): string {
  return [...new Set(result?.harmful.map((found) => found[of]))].join(' and ');
}

async function pause(
  { harms, log }: GuardPorts,
  shop: Shop,
  campaignIds: readonly string[],
  { computedAt }: CheckoutReport,
  sentence: string,
): Promise<void> {
  const paused = await harms.pause(shop.id, campaignIds, { at: computedAt, sentence });
  if (paused.length > 0) log.warn({ shop: shop.domain, campaigns: paused }, 'campaigns paused: they do harm');
}
