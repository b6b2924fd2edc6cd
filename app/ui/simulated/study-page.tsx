import { Badge, Banner, BlockStack, Card, Page, Text } from '@shopify/polaris';
import { isOfHoldout, type SimulatedStudy } from '#app/domain/experiments/simulation/study.ts';
import { formatDate } from '../format.ts';
import { ArmsCard } from '../measurements/arms-card.tsx';
import { CountedCard } from '../measurements/counted-card.tsx';
import { PathCard } from '../measurements/path-card.tsx';
import { outlookSentence } from '../measurements/words.ts';
import { useSave } from '../use-save.ts';
import { TruthFigures } from './truth-figures.tsx';
import { armOfStudy, SIMULATED, storyOfStudy, titleOfStudy, verdictOfStudy } from './words.ts';

export interface StudyPageView {
  readonly study: SimulatedStudy;
  readonly currency: string;
  readonly timezone: string;
}

/** A simulated holdout or experiment, read as a real one is, beside its truth. */
export function StudyPage({ study, currency, timezone }: StudyPageView) {
  const { id, report } = study;
  const list = isOfHoldout(study) ? '/app/holdout' : '/app/experiments';
  const { send, isBusy } = useSave(list);
  const outlook = outlookSentence(report);
  return (
    <Page
      title={titleOfStudy(id)}
      titleMetadata={<Badge tone="attention">Simulated</Badge>}
      subtitle={`${formatDate(report.since, timezone)} to ${formatDate(report.computedAt, timezone)}`}
      backAction={{ content: isOfHoldout(study) ? 'What Attune added' : 'Experiments', url: list }}
      secondaryActions={[
        {
          content: 'Remove the simulated month',
          destructive: true,
          loading: isBusy,
          onAction: () => send({ intent: 'remove' }),
        },
      ]}
    >
      <BlockStack gap="400">
        <Banner tone="warning" title="Simulated, not your shop">
          <p>{SIMULATED}</p>
        </Banner>
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {verdictOfStudy(study)}
            </Text>
            {outlook !== null && <Text as="p">{outlook}</Text>}
            <Text as="p" tone="subdued">
              {storyOfStudy(id)}
            </Text>
          </BlockStack>
        </Card>
        <TruthFigures study={study} currency={currency} />
        <PathCard
          report={report}
          arm={armOfStudy(study)}
          currency={currency}
          timezone={timezone}
          truth={study.trueProfit}
        />
        <ArmsCard report={report} currency={currency} />
        <CountedCard report={report} timezone={timezone} />
      </BlockStack>
    </Page>
  );
}
