import { BlockStack, Card, Page, Text } from '@shopify/polaris';
import type { Money } from '#app/domain/kernel/money.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { BackfillSteps, isReading } from '../backfill-steps.tsx';
import type { Step } from '../backfill-steps.tsx';
import { formatDate, formatTime, plural } from '../format.ts';
import { useRefresh } from '../use-refresh.ts';
import type { SimulatedStudy } from '#app/domain/experiments/simulation/study.ts';
import { SimulatedAddedCard } from '../simulated/simulated-added-card.tsx';
import { AddedCard, type AddedCardProps } from './added-card.tsx';
import { ActivityCard } from './activity-card.tsx';
import type { Day } from './activity-card.tsx';
import type { CheckoutFailureCount } from './checkout-failures.ts';
import { Figures } from './figures.tsx';
import { NextSteps } from './next-steps.tsx';
import { Problems } from './problems.tsx';

export interface HomeView {
  readonly activity: {
    readonly since: Instant;
    readonly days: readonly Day[];
    readonly newestAt: Instant | null;
  };
  readonly totals: { decisions: number; exposures: number; acceptances: number; revenue: readonly Money[] };
  readonly backfill: readonly Step[];
  readonly quarantined: number;
  readonly fallbacks: { readonly count: number; readonly newestFailure: string | null };
  readonly checkoutFailures: readonly CheckoutFailureCount[];
  readonly nextSteps: readonly string[];
  readonly holdout: AddedCardProps['holdout'];
  readonly simulated: SimulatedStudy | null;
  readonly harmful: readonly { readonly id: string; readonly name: string; readonly sentence: string }[];
  readonly shoppers: number;
  readonly asOf: Instant;
  readonly timezone: string;
  readonly currency: string;
}

/** Home: what did Attune do, is anything wrong, what to do next. */
export function HomePage({
  activity,
  totals,
  backfill,
  quarantined,
  fallbacks,
  checkoutFailures,
  nextSteps,
  holdout,
  simulated,
  harmful,
  ...view
}: HomeView) {
  const reading = isReading(backfill);
  useRefresh(reading ? 2_000 : 15_000);
  return (
    <Page title="What Attune did" subtitle={describeFreshness(activity, view)}>
      <BlockStack gap="400">
        <Problems
          quarantined={quarantined}
          harmful={harmful}
          fallbacks={fallbacks.count}
          newestFailure={fallbacks.newestFailure}
          checkoutFailures={checkoutFailures}
          failedSteps={backfill.filter(({ status }) => status === 'failed')}
        />
        {reading && <ReadingCard steps={backfill} shoppers={view.shoppers} />}
        <AddedCard holdout={holdout} currency={view.currency} timezone={view.timezone} />
        {simulated && <SimulatedAddedCard study={simulated} currency={view.currency} />}
        <Figures
          totals={totals}
          currency={view.currency}
          since={`since ${formatDate(activity.since, view.timezone)}`}
        />
        {totals.decisions > 0 && <ActivityCard days={activity.days} currency={view.currency} />}
        <NextSteps steps={nextSteps} />
      </BlockStack>
    </Page>
  );
}

function describeFreshness(
  activity: HomeView['activity'],
  { asOf, timezone }: Pick<HomeView, 'asOf' | 'timezone'>,
): string {
  const newest =
    activity.newestAt === null ? 'nothing yet' : `newest from ${formatTime(activity.newestAt, timezone)}`;
  return `The last 30 days, read at ${formatTime(asOf, timezone)}; ${newest}.`;
}

function ReadingCard({ steps, shoppers }: { steps: readonly Step[]; shoppers: number }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Reading your shop's history
        </Text>
        <Text as="p" tone="subdued">
          {`Segments and recommendations grow while it is read: ${plural(shoppers, 'shopper')} so far. You can go on working.`}
        </Text>
        <BackfillSteps steps={steps} />
      </BlockStack>
    </Card>
  );
}
