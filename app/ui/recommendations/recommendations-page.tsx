import { BlockStack, Page } from '@shopify/polaris';
import type { RecommendationsView } from './view.ts';
import { BacktestCard } from './backtest-card.tsx';
import { LearningCurveCard } from './learning-curve-card.tsx';
import { Merchandising } from './merchandising/merchandising.tsx';
import { ModelFigures } from './model-figures.tsx';
import { TrainingCard } from './training-card.tsx';
import { TryCard } from './try-card.tsx';
import { VersionsCard } from './versions-card.tsx';
import { formatTime } from '../format.ts';
import { isReading } from '../backfill-steps.tsx';
import { useRefresh } from '../use-refresh.ts';

/** Recommendations: which model serves, how good it is, and what it would offer. */
export function RecommendationsPage(view: RecommendationsView) {
  const { asOf, timezone, versions, training } = view;
  const isTraining = training !== null && isReading([training]);
  useRefresh(isTraining ? 2_000 : 60_000);
  return (
    <Page title="Recommendations" subtitle={`Read at ${formatTime(asOf, timezone)}.`}>
      <BlockStack gap="400">
        <TrainingCard {...view} isTraining={isTraining} />
        <ModelFigures {...view} />
        <div className="halves">
          <BacktestCard versions={versions} timezone={timezone} />
          <LearningCurveCard versions={versions} timezone={timezone} />
        </div>
        <Merchandising key={`set ${view.merchandising.version}`} {...view} />
        <TryCard key={`try ${view.merchandising.version} ${view.serving?.version ?? 0}`} />
        {versions.length > 0 && <VersionsCard versions={versions} timezone={timezone} />}
      </BlockStack>
    </Page>
  );
}
