import { Banner, BlockStack } from '@shopify/polaris';
import { servingOf, type RecommendationsView } from './view.ts';

/** A training under way, and why the newest model does not serve or none was made; nothing when there is no such news. */
export function TrainingNews({
  versions,
  training,
  isTraining,
}: RecommendationsView & { readonly isTraining: boolean }) {
  const [newest] = versions;
  const serving = servingOf(versions);
  const hasFailed = training?.status === 'failed';
  if (!isTraining && !hasFailed && !newest?.objection) return null;
  return (
    <BlockStack gap="300">
      {isTraining && (
        <Banner tone="info" title="A new version is being trained">
          <p>{`${training?.message ?? 'Waiting for a worker'}. Checkouts go on with the one that serves.`}</p>
        </Banner>
      )}
      {hasFailed && (
        <Banner tone="critical" title="The last training failed">
          <p>{training.message}</p>
        </Banner>
      )}
      {newest?.objection && (
        <Banner tone="warning" title={`Version ${newest.version} does not serve`}>
          <p>{newest.objection}</p>
          {serving && <p>{`Version ${serving.version} goes on serving.`}</p>}
        </Banner>
      )}
    </BlockStack>
  );
}
