import { foldOrder } from '#app/domain/profiles/fold-order.ts';
import { foldTrace } from '#app/domain/profiles/fold-trace.ts';
import { inShopCurrency } from '#app/domain/profiles/in-shop-currency.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { HistoryWriter, RefoldedShopper, UnfoldedShopper } from '#app/ports/history-writer.ts';
import type { ShopRules } from '#app/ports/shop-rules.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { evaluateMemberships } from './evaluate-memberships.ts';
import { createSlices } from './slices.ts';

/** Makes every shopper's purchases and series again from what is stored, and decides memberships. Gives the shoppers done. */
export function refoldAll(
  { writer, clock }: { readonly writer: HistoryWriter; readonly clock: Clock },
  shop: Shop,
  rules: ShopRules,
  onProgress: (done: number) => Promise<void>,
): Promise<number> {
  const now = clock.now();
  const slices = createSlices();
  const refold = async (shoppers: readonly UnfoldedShopper[]): Promise<readonly RefoldedShopper[]> => {
    const refolded: RefoldedShopper[] = [];
    for (const { customerId, profile: before, orders, trace } of shoppers) {
      const purchased = orders
        .map((order) => inShopCurrency(order, shop.currency))
        .reduce(foldOrder, { ...before, purchases: [] });
      const profile = foldTrace(purchased, trace);
      const memberships = evaluateMemberships(profile, rules, { now, timezone: shop.timezone });
      refolded.push({ customerId, profile, ...memberships, configVersion: rules.configVersion });
      await slices.breathe();
    }
    return refolded;
  };
  return writer.refoldShoppers(shop, refold, onProgress);
}
