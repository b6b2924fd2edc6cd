import { Badge, Banner, BlockStack, Card, Page, Text } from '@shopify/polaris';
import { useState } from 'react';
import { DeleteQuestion } from '../delete-question.tsx';
import { formatDate, formatShare, formatTime } from '../format.ts';
import { ArmsCard } from '../measurements/arms-card.tsx';
import { CountedCard } from '../measurements/counted-card.tsx';
import { addedOf, Headline } from '../measurements/headline.tsx';
import { PathCard } from '../measurements/path-card.tsx';
import { outlookSentence } from '../measurements/words.ts';
import { SaveProblem } from '../save-problem.tsx';
import { useRefresh } from '../use-refresh.ts';
import { useSave } from '../use-save.ts';
import type { ExperimentRowView } from './experiment-list.tsx';
import { download, reportCsv } from './report-csv.ts';
import { SliceChart } from './slice-chart.tsx';
import { nameSegments } from './slice-words.ts';
import { SlicesCard } from './slices-card.tsx';
import { SplitCard } from './split-card.tsx';
import { TrafficCard } from './traffic-card.tsx';
import { DECIDING_TITLES, verdictSentence } from './words.ts';

export interface ExperimentPageView extends ExperimentRowView {
  readonly changes: number;
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  readonly segmentIds: readonly string[];
  readonly segmentsAsked: readonly string[];
  readonly isCounting: boolean;
  readonly currency: string;
  readonly timezone: string;
}

/** One experiment: the verdict, what it rests on, and what would change it. */
export function ExperimentPage(view: ExperimentPageView) {
  const { report, currency, timezone, endedAt, isCounting, arms } = view;
  const { send, isBusy, sentence } = useSave('/app/experiments');
  const [isAsking, setIsAsking] = useState(false);
  useRefresh(isCounting ? 2_000 : 60_000);
  const others = arms.filter(({ isControl }) => !isControl);
  return (
    <Page
      title={`Experiment on “${view.campaignName}”`}
      titleMetadata={endedAt === null ? <Badge tone="success">Running</Badge> : <Badge>Ended</Badge>}
      subtitle={describeTime(view)}
      backAction={{ content: 'Experiments', url: '/app/experiments' }}
      secondaryActions={[
        { content: 'Past decisions', url: `/app/decisions?experiment=${view.id}` },
        { content: 'Count again', loading: isCounting, onAction: () => send({ intent: 'measure' }) },
        {
          content: 'Export',
          disabled: report === null,
          onAction: () =>
            report &&
            download(`experiment-${view.id}.csv`, reportCsv(report, currency, nameSegments(view.segments))),
        },
        ...(endedAt === null
          ? [{ content: 'End', destructive: true, onAction: () => setIsAsking(true) }]
          : []),
      ]}
    >
      <BlockStack gap="400">
        {sentence !== null && <SaveProblem sentence={sentence} />}
        <VerdictCard view={view} />
        {report?.result &&
          !report.result.split.isMismatch &&
          others.map(({ name }) => (
            <BlockStack key={name} gap="400">
              {others.length > 1 && (
                <Text as="h2" variant="headingMd">
                  {name}
                </Text>
              )}
              <Headline report={report} arm={name} currency={currency} />
              <PathCard report={report} arm={name} currency={currency} timezone={timezone} />
            </BlockStack>
          ))}
        {report && <ArmsCard report={report} currency={currency} />}
        {report?.traffic && <TrafficCard report={report} periods={report.traffic} timezone={timezone} />}
        <SlicesCard
          segments={view.segments}
          chosen={view.segmentIds}
          asked={view.segmentsAsked.length}
          slices={report?.slices ?? null}
          isBusy={isBusy}
          onChoose={(segmentIds) => send({ intent: 'segments', segmentIds })}
        />
        <SliceCharts view={view} />
        {endedAt === null && view.traffic === 'fixed' && (
          <SplitCard arms={arms} isBusy={isBusy} onSave={(shares) => send({ intent: 'split', shares })} />
        )}
        {report && <CountedCard report={report} timezone={timezone} />}
      </BlockStack>
      <DeleteQuestion
        consequence="Its campaign then shows to everybody outside the holdout, as it is. The report stays."
        name={view.campaignName}
        verb="End the experiment on"
        isOpen={isAsking}
        onKeep={() => setIsAsking(false)}
        onDelete={() => (setIsAsking(false), send({ intent: 'stop' }))}
      />
    </Page>
  );
}

/** A chart an arm, as long as segments are asked for and the split is whole. */
function SliceCharts({ view }: { view: ExperimentPageView }) {
  const { report, arms, currency, segments, segmentIds } = view;
  const slices = report?.slices;
  if (!report || !slices || segmentIds.length === 0 || report.result?.split.isMismatch) return null;
  return arms
    .filter(({ isControl }) => !isControl)
    .map(({ name }) => (
      <SliceChart
        key={name}
        slices={slices}
        arm={name}
        control={report.control}
        deciding={report.deciding}
        currency={currency}
        whole={addedOf(report, report.deciding, name)}
        nameOf={nameSegments(segments)}
      />
    ));
}

function VerdictCard({ view: { report, metric, group } }: { view: ExperimentPageView }) {
  const outlook = report && outlookSentence(report);
  return (
    <BlockStack gap="400">
      {report?.result?.split.isMismatch && (
        <Banner tone="critical" title="The split is broken">
          {`With the shares as they are, chance gives such sizes once in ${Math.round(1 / Math.max(report.result.split.p, 1e-9)).toLocaleString('en')} times. Look for checkouts that one arm loses.`}
        </Banner>
      )}
      <Card>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {verdictSentence(report)}
          </Text>
          {outlook !== null && <Text as="p">{outlook}</Text>}
          <Text as="p" tone="subdued">
            {`${DECIDING_TITLES[report?.deciding ?? metric]} decides. Every checkout of a shopper in an arm counts, whether or not the campaign was for them, so nothing that an arm changes can hide a checkout.${groupSentence(group)}`}
          </Text>
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

const groupSentence = (group: ExperimentPageView['group']): string =>
  group === null
    ? ''
    : ` It has ${formatShare(group.share, 1)} of the group “${group.name}”: only those shoppers are counted, and no other experiment of the group has them.`;

function describeTime({
  startedAt,
  endedAt,
  report,
  timezone,
  changes,
  traffic,
}: ExperimentPageView): string {
  const span =
    endedAt === null
      ? `Since ${formatDate(startedAt, timezone)}`
      : `${formatDate(startedAt, timezone)} to ${formatDate(endedAt, timezone)}`;
  const changed =
    changes > 0 ? (traffic === 'bandit' ? '; shares follow the results' : '; shares were changed') : '';
  return report ? `${span}${changed}, counted at ${formatTime(report.computedAt, timezone)}` : span;
}
