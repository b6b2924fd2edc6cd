import { BlockStack, Page } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { isReading } from '../backfill-steps.tsx';
import { formatTime } from '../format.ts';
import { useRefresh } from '../use-refresh.ts';
import { BacktestCard } from './backtest-card.tsx';
import { LearningCurveCard } from './learning-curve-card.tsx';
import { Merchandising } from './merchandising/merchandising.tsx';
import { ModelFigures } from './model-figures.tsx';
import { TrainingNews } from './training-news.tsx';
import { TryCard } from './try-card.tsx';
import { VersionsCard } from './versions-card.tsx';
import { servingOf, type RecommendationsView } from './view.ts';

/** Recommendations: which model serves, how good it is, what goes before it, and what it would offer. */
export function RecommendationsPage(view: RecommendationsView) {
  const { versions, serving, training, merchandising, timezone } = view;
  const isTraining = training !== null && isReading([training]);
  const fetcher = useFetcher();
  useRefresh(isTraining ? 2_000 : 60_000);
  const train = () =>
    fetcher.submit(JSON.stringify({ intent: 'train' }), { method: 'post', encType: 'application/json' });
  return (
    <Page
      title="Recommendations"
      subtitle={describe(view)}
      primaryAction={{
        content: 'Train anew now',
        onAction: train,
        disabled: isTraining,
        loading: fetcher.state !== 'idle',
      }}
    >
      <BlockStack gap="400">
        <TrainingNews {...view} isTraining={isTraining} />
        <ModelFigures {...view} />
        <div className="two-columns">
          <BacktestCard versions={versions} timezone={timezone} />
          <LearningCurveCard versions={versions} timezone={timezone} />
        </div>
        <Merchandising {...view} />
        <TryCard of={`${merchandising.version} ${serving?.version ?? 0}`} />
        {versions.length > 0 && <VersionsCard versions={versions} timezone={timezone} />}
      </BlockStack>
    </Page>
  );
}

function describe({ versions, asOf, timezone }: RecommendationsView): string {
  const serving = servingOf(versions);
  const model = serving
    ? `Version ${serving.version} answers your checkouts.`
    : 'No model serves yet. One is trained as soon as your orders are read.';
  return `${model} Read at ${formatTime(asOf, timezone)}.`;
}
