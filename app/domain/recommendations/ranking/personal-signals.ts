import type { ShopperSignals } from '../history/shopper-signals.ts';
import { returnsOf, viewsOf } from '../history/shopper-signals.ts';
import { EVIDENCE, rowOf } from './candidates.ts';
import type { Workspace } from './workspace.ts';

/** After the history is read: what the customer looked at speaks for a product, what came back was never bought. */
export function feedSignals(work: Workspace, signals: ShopperSignals, customer: string, now: number): void {
  const { candidates, inCart } = work;
  for (const [product, views] of viewsOf(signals, customer, now)) {
    if (product >= inCart.length) continue;
    const row = rowOf(candidates, product);
    candidates.evidence[row + EVIDENCE.viewed] = views;
  }
  for (const [product, times] of returnsOf(signals, customer, now))
    if ((candidates.rows[product] ?? 0) !== 0) takeBack(work, product, times);
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
