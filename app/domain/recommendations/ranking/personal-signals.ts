import type { Catalog } from '../history/catalog.ts';
import { NONE } from '../history/order-log.ts';
import type { ShopperSignals } from '../history/shopper-signals.ts';
import { returnsOf, VIEW_SECONDS, viewsOf } from '../history/shopper-signals.ts';
import type { PastView } from './answer.ts';
import { EVIDENCE, rowOf } from './candidates.ts';
import { weightOfView } from './view-weight.ts';
import type { Looks, Workspace } from './workspace.ts';

/** After the history is read: what the customer looked at speaks for a product, what came back was never bought. */
export function feedSignals(work: Workspace, signals: ShopperSignals, customer: string, now: number): void {
  for (const [product, views] of viewsOf(signals, customer, now))
    addLooks(work, product, { views, seconds: 0 }, views);
  for (const [product, times] of returnsOf(signals, customer, now))
    if ((work.candidates.rows[product] ?? 0) !== 0) takeBack(work, product, times);
}

/** Looks that come with the question. */
export function feedViews(work: Workspace, catalog: Catalog, views: readonly PastView[], now: number): void {
  for (const { sku, time, lastedSeconds } of views)
    if (time >= now - VIEW_SECONDS && time < now) {
      const looks = { views: 1, seconds: lastedSeconds ?? 0 };
      addLooks(work, catalog.indexOf.get(sku) ?? NONE, looks, weightOfView(lastedSeconds));
    }
}

function addLooks(work: Workspace, product: number, { views, seconds }: Looks, weight: number): void {
  const { candidates, inCart, looks } = work;
  if (product >= inCart.length) return;
  const cell = rowOf(candidates, product) + EVIDENCE.viewed;
  candidates.evidence[cell] = (candidates.evidence[cell] ?? 0) + weight;
  const known = looks.get(product) ?? { views: 0, seconds: 0 };
  looks.set(product, { views: known.views + views, seconds: known.seconds + seconds });
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
