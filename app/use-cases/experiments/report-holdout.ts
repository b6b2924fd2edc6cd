import { readShopSettings } from '#app/contracts/shop-settings.ts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { HOLDOUT, type MeasurementStore } from '#app/ports/measurement-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { HOLDOUT_DAYS } from './measure-holdout.ts';

export interface HoldoutView {
  readonly days: number;
  /** Of the shoppers, now. */
  readonly share: number;
  /** Null until the shop was measured first. */
  readonly report: CheckoutReport | null;
  readonly isCounting: boolean;
}

/** What Attune added, as it was last measured. */
export async function reportHoldout(
  { measurements }: { readonly measurements: MeasurementStore },
  shop: Shop,
): Promise<HoldoutView> {
  const found = await measurements.find(shop.id, HOLDOUT);
  const { holdout: share } = readShopSettings(shop.settings);
  return {
    days: HOLDOUT_DAYS,
    share,
    report: found?.report ?? null,
    isCounting: found === null || found.isWanted,
  };
}
