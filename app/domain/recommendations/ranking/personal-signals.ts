import type { Catalog } from '../history/catalog.ts';
import { NONE } from '../history/order-log.ts';
import type { ShopperSignals } from '../history/shopper-signals.ts';
import { returnsOf, VIEW_SECONDS, viewsOf } from '../history/shopper-signals.ts';
import type { PastView } from './answer.ts';
import { EVIDENCE, rowOf } from './candidates.ts';
import type { Workspace } from './workspace.ts';

/** After the history is read: what the customer looked at speaks for a product, what came back was never bought. */
export function feedSignals(work: Workspace, signals: ShopperSignals, customer: string, now: number): void {
  for (const [product, views] of viewsOf(signals, customer, now)) addViews(work, product, views);
  for (const [product, times] of returnsOf(signals, customer, now))
    if ((work.candidates.rows[product] ?? 0) !== 0) takeBack(work, product, times);
}

/** Looks that come with the question. */
export function feedViews(work: Workspace, catalog: Catalog, views: readonly PastView[], now: number): void {
  for (const { sku, time } of views)
    if (time >= now - VIEW_SECONDS && time < now) addViews(work, catalog.indexOf.get(sku) ?? NONE, 1);
}

function addViews({ candidates, inCart }: Workspace, product: number, views: number): void {
  if (product >= inCart.length) return;
  const cell = rowOf(candidates, product) + EVIDENCE.viewed;
  candidates.evidence[cell] = (candidates.evidence[cell] ?? 0) + views;
}

function takeBack({ candidates }: Workspace, product: number, times: number): void {
  const row = rowOf(candidates, product);
  const { evidence } = candidates;
  const bought = evidence[row + EVIDENCE.timesBought] ?? 0;
  const kept = Math.max(0, bought - times);
  const share = bought === 0 ? 0 : kept / bought;
  evidence[row + EVIDENCE.timesBought] = kept;
  evidence[row + EVIDENCE.recentlyBought] = share * (evidence[row + EVIDENCE.recentlyBought] ?? 0);
  evidence[row + EVIDENCE.bond] = share * (evidence[row + EVIDENCE.bond] ?? 0);
}
