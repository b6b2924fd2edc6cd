import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { attributesOf, withDevice } from '#app/domain/profiles/attribute-log.ts';
import { foldOrder } from '#app/domain/profiles/fold-order.ts';
import { foldTrace } from '#app/domain/profiles/fold-trace.ts';
import { inShopCurrency } from '#app/domain/profiles/in-shop-currency.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { HistoryWriter, RefoldedShopper } from '#app/ports/history-writer.ts';
import type { Log } from '#app/ports/log.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { createRuleBook } from '../segments/compile-rules.ts';
import { decideAfterNews } from '../segments/decide-memberships.ts';
import { createSlices } from '../slices.ts';

export interface RefoldAllDeps {
  readonly writer: HistoryWriter;
  readonly clock: Clock;
  readonly log: Log;
}

export interface RefoldOptions {
  /** Why memberships change where they do. */
  readonly cause?: 'import' | 'recount';
  /** Everybody where left out. */
  readonly only?: readonly CustomerId[];
}

/** Makes shoppers' attributes, purchases and series again from what is stored, and decides memberships. Gives the shoppers done. */
export function refoldAll(
  { writer, clock, log: appLog }: RefoldAllDeps,
  shop: Shop,
  onProgress: (done: number) => Promise<void> = async () => {},
  { cause = 'import', only }: RefoldOptions = {},
): Promise<number> {
  const ruleBook = createRuleBook(appLog);
  const slices = createSlices();
  const refold: Parameters<HistoryWriter['refoldShoppers']>[1] = async (shoppers, current) => {
    const { timezone, currency } = current.shop;
    const rules = await ruleBook(current.shop, current.source);
    const why = { now: clock.now(), timezone, cause };
    const refolded: RefoldedShopper[] = [];
    for (const { customerId, profile: before, log: known, memberships, orders, trace } of shoppers) {
      const log = withDevice(known, trace.device);
      const purchased = orders
        .map((order) => inShopCurrency(order, currency))
        .reduce(foldOrder, { ...before, ...attributesOf(log), purchases: [] });
      const after = foldTrace(purchased, trace);
      const decided = decideAfterNews(memberships, { before, after }, rules, why);
      refolded.push({ customerId, profile: after, log, ...decided });
      await slices.breathe();
    }
    return refolded;
  };
  return writer.refoldShoppers(shop, refold, onProgress, only);
}
