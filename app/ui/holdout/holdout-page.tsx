import { BlockStack, Card, Link, Page, Text } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { WITH_ATTUNE } from '#app/domain/campaigns/holdout-sides.ts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import type { SimulatedStudy } from '#app/domain/experiments/simulation/study.ts';
import { SimulatedCard } from '../simulated/simulated-card.tsx';
import { formatTime } from '../format.ts';
import { ArmsCard } from '../measurements/arms-card.tsx';
import { CountedCard } from '../measurements/counted-card.tsx';
import { Headline } from '../measurements/headline.tsx';
import { PathCard } from '../measurements/path-card.tsx';
import { outlookSentence } from '../measurements/words.ts';
import { holdoutSentence } from './holdout-words.ts';
import { useRefresh } from '../use-refresh.ts';

interface HoldoutPageProps {
  readonly days: number;
  readonly share: number;
  readonly report: CheckoutReport | null;
  readonly isCounting: boolean;
  readonly simulated: SimulatedStudy | null;
  readonly currency: string;
  readonly timezone: string;
}

/** What Attune added, by comparison with the shoppers who saw nothing of it. */
export function HoldoutPage(view: HoldoutPageProps) {
  const { report, currency, timezone, isCounting } = view;
  const { submit, state } = useFetcher();
  useRefresh(isCounting ? 2_000 : 60_000);
  const isTold = report?.result && report.result.verdict.kind !== 'broken-split';
  const outlook = report && outlookSentence(report);
  return (
    <Page
      title="What Attune added"
      subtitle={
        report
          ? `The last ${view.days} days, counted at ${formatTime(report.computedAt, timezone)}`
          : `The last ${view.days} days`
      }
      backAction={{ content: 'Settings', url: '/app/settings' }}
      secondaryActions={[
        {
          content: 'Count again',
          loading: isCounting || state !== 'idle',
          onAction: () => submit(null, { method: 'post' }),
        },
      ]}
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {holdoutSentence(view)}
            </Text>
            {view.share === 0 && <Link url="/app/settings">Hold out a share of shoppers</Link>}
            {view.share > 0 && outlook !== null && <Text as="p">{outlook}</Text>}
          </BlockStack>
        </Card>
        {report && isTold && (
          <>
            <Headline report={report} arm={WITH_ATTUNE} currency={currency} />
            <PathCard report={report} arm={WITH_ATTUNE} currency={currency} timezone={timezone} />
          </>
        )}
        {view.simulated && <SimulatedCard studies={[view.simulated]} />}
        {report && <ArmsCard report={report} currency={currency} />}
        {report && <CountedCard report={report} timezone={timezone} />}
      </BlockStack>
    </Page>
  );
}
