import { ok, type Result } from '../kernel/result.ts';
import { fitBgNbd, type BgNbdFit } from './bg-nbd.ts';
import { fitGammaGamma, type GammaGammaFit } from './gamma-gamma.ts';
import type { PurchaseSummary } from './purchase-summary.ts';

/** How the customers of a shop buy, stop and spend. */
export interface LifetimeModel {
  readonly buying: BgNbdFit;
  /** Null, with `noSpending`, where their values do not tell. */
  readonly spending: GammaGammaFit | null;
  readonly noSpending: string | null;
}

/** Of purchases fewer than one in a thousand is the last: then nobody is seen to stop, and who did is a guess. */
const LEAST_STOPS = 0.001;

/** The models of a shop's customers, or why there is none. */
export function fitLifetime(customers: readonly PurchaseSummary[]): Result<LifetimeModel, string> {
  const buying = fitBgNbd(customers);
  if (!buying.ok) return buying;
  const spending = fitGammaGamma(customers);
  return ok({
    buying: buying.value,
    spending: spending.ok ? spending.value : null,
    noSpending: spending.ok ? null : spending.failure,
  });
}

/** Whether the customers show who stops. Where they do not, everybody's chance to be alive is near 1, and says nothing. */
export function doesTellWhoStops({ buying: { a, b } }: LifetimeModel): boolean {
  return a / (a + b) >= LEAST_STOPS;
}
