import type { Instant } from '#app/domain/kernel/instant.ts';
import type { GateReport } from '#app/domain/recommendations/training/gate.ts';
import type { LogReport } from '#app/domain/recommendations/training/judge-by-log.ts';
import type { PickedProduct } from '../product-picker.tsx';
import type { Step } from '../backfill-steps.tsx';

/** One training, as the page gets it. */
export interface VersionView {
  readonly version: number;
  readonly trainedAt: Instant;
  readonly orders: number;
  readonly products: number;
  readonly durationMs: number;
  readonly gate: GateReport | null;
  readonly byLog: LogReport | null;
  readonly objection: string | null;
}

/** What the page is made of; use-cases/view-recommendations.ts says what each means. */
export interface RecommendationsView {
  readonly asOf: Instant;
  readonly timezone: string;
  readonly currency: string;
  readonly versions: readonly VersionView[];
  readonly serving: {
    readonly version: number;
    readonly orders: number;
    readonly liveOrders: number;
    readonly fittedUntil: Instant | null;
  } | null;
  readonly volume: {
    readonly orders: number;
    readonly lines: number;
    readonly customers: number;
    readonly oldestAt: Instant | null;
    readonly newestAt: Instant | null;
  };
  readonly training: Step | null;
  readonly merchandising: {
    readonly pin: readonly string[];
    readonly ban: readonly string[];
    readonly pairs: readonly { readonly product: string; readonly offer: readonly string[] }[];
    readonly marginDial: number;
    readonly version: number;
  };
  readonly chosen: readonly PickedProduct[];
  readonly coverage: { readonly products: number; readonly onSale: number };
}

/** The version that serves: the newest without an objection. */
export function servingOf(versions: readonly VersionView[]): VersionView | undefined {
  return versions.find(({ objection }) => objection === null);
}
