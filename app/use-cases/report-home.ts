import { isOfHoldout } from '#app/domain/experiments/simulation/study.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import type { CampaignStore } from '#app/ports/campaign-store.ts';
import type { CheckoutFailureStore, FailureCount } from '#app/ports/checkout-failure-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { HarmStore } from '#app/ports/experiment-store.ts';
import type { ActivityReport, DayTally, HomeReportStore } from '#app/ports/home-report-store.ts';
import type { BackfillStep, IntakeView } from '#app/ports/intake-view.ts';
import type { MeasurementStore } from '#app/ports/measurement-store.ts';
import type { SegmentStore } from '#app/ports/segment-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { SimulatedMonthStore } from '#app/ports/simulated-month-store.ts';
import type { ShopperScan } from '#app/ports/shopper-scan.ts';
import type { SimulatedStudy } from '#app/domain/experiments/simulation/study.ts';
import type { IntakeAlarm } from '#app/domain/quality/intake/alarms.ts';
import { readIntakeHealth } from './quality/intake-health.ts';
import { reportHoldout, type HoldoutView } from './experiments/report-holdout.ts';

export interface ReportHomePorts {
  readonly home: HomeReportStore;
  readonly checkoutFailures: CheckoutFailureStore;
  readonly intake: IntakeView;
  readonly segments: SegmentStore;
  readonly campaigns: CampaignStore;
  readonly shoppers: ShopperScan;
  readonly measurements: MeasurementStore;
  readonly harms: HarmStore;
  readonly simulated: SimulatedMonthStore;
  readonly clock: Clock;
}

/** The home page looks back over this many calendar days. */
export const HOME_DAYS = 30;

export type NextStep = 'write-segment' | 'make-campaign' | 'run-campaign' | 'place-block';

export interface HomeReport {
  readonly activity: ActivityReport;
  readonly totals: Omit<DayTally, 'day'>;
  readonly backfill: readonly BackfillStep[];
  readonly quarantined: number;
  readonly alarms: readonly IntakeAlarm[];
  readonly fallbacks: {
    readonly count: number;
    readonly newestFailure: string | null;
    readonly since: Instant;
  };
  /** What only extensions met in the last day, as they told it later. */
  readonly checkoutFailures: readonly FailureCount[];
  readonly nextSteps: readonly NextStep[];
  readonly holdout: HoldoutView;
  /** What a simulated holdout shows, apart from the shop's own; null where none is shown. */
  readonly simulated: SimulatedStudy | null;
  /** Campaigns that Attune paused by itself, and why. */
  readonly harmful: readonly { readonly id: string; readonly name: string; readonly sentence: string }[];
  readonly shoppers: number;
  readonly asOf: Instant;
}

/** What Attune added and what happened in the last 30 days, what is wrong, and what to do next. */
export async function reportHome(ports: ReportHomePorts, shop: Shop): Promise<HomeReport> {
  const asOf = ports.clock.now();
  const since = asOf - SECONDS.day;
  const [
    activity,
    backfill,
    quarantined,
    fallbacks,
    checkoutFailures,
    shoppers,
    nextSteps,
    holdout,
    harms,
    month,
    health,
  ] = await Promise.all([
    ports.home.activity(shop.id, { now: asOf, days: HOME_DAYS, timezone: shop.timezone }),
    ports.intake.backfillSteps(shop.id),
    ports.intake.countQuarantined(shop.domain),
    ports.home.fallbacks(shop.id, since),
    ports.checkoutFailures.since(shop.id, since),
    ports.shoppers.countShoppers(shop.id),
    suggestSteps(ports, shop.id),
    reportHoldout(ports, shop),
    ports.harms.find(shop.id),
    ports.simulated.find(shop.id),
    readIntakeHealth(ports, shop),
  ]);
  const totals = totalsOf(activity.days);
  if (totals.decisions === 0) nextSteps.push('place-block');
  return {
    activity,
    totals,
    backfill,
    quarantined,
    alarms: health.alarms,
    fallbacks: { ...fallbacks, since },
    checkoutFailures,
    nextSteps,
    holdout,
    simulated: month?.studies.find(isOfHoldout) ?? null,
    harmful: [...harms].map(([id, { name, sentence }]) => ({ id, name, sentence })),
    shoppers,
    asOf,
  };
}

/** Sums days; money is summed by currency, the currencies in order of first appearance. */
export function totalsOf(days: readonly DayTally[]): Omit<DayTally, 'day'> {
  const sum = (field: 'decisions' | 'exposures' | 'acceptances') =>
    days.reduce((total, day) => total + day[field], 0);
  const revenue = new Map<string, number>();
  for (const { amountMinor, currency } of days.flatMap((day) => day.revenue))
    revenue.set(currency, (revenue.get(currency) ?? 0) + amountMinor);
  return {
    decisions: sum('decisions'),
    exposures: sum('exposures'),
    acceptances: sum('acceptances'),
    revenue: [...revenue].map(([currency, amountMinor]): Money => ({ amountMinor, currency })),
  };
}

async function suggestSteps({ segments, campaigns }: ReportHomePorts, shopId: ShopId): Promise<NextStep[]> {
  const [rules, all] = await Promise.all([segments.list(shopId), campaigns.list(shopId)]);
  const steps: NextStep[] = [];
  if (rules.length === 0) steps.push('write-segment');
  if (all.length === 0) steps.push('make-campaign');
  else if (!all.some((campaign) => campaign.status === 'running')) steps.push('run-campaign');
  return steps;
}
