import { Banner, BlockStack, Button, InlineStack, Spinner, Text } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { formatTime } from '../format.ts';
import { servingOf, type RecommendationsView } from './view.ts';

/** What serves, and a button to train anew; why the newest model does not serve, where it was refused. */
export function TrainingCard(view: RecommendationsView & { readonly isTraining: boolean }) {
  const { versions, timezone, training, isTraining } = view;
  const [newest] = versions;
  const serving = servingOf(versions);
  return (
    <BlockStack gap="300">
      {newest?.objection && (
        <Banner tone="warning" title={`Version ${newest.version} does not serve`}>
          <p>{newest.objection}</p>
          {serving && <p>{`Version ${serving.version} goes on serving.`}</p>}
        </Banner>
      )}
      {training?.status === 'failed' && (
        <Banner tone="critical" title="The last training failed">
          <p>{training.message}</p>
        </Banner>
      )}
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <Text as="p" tone="subdued">
          {serving
            ? `Version ${serving.version} answers your checkouts, trained on ${formatTime(serving.trainedAt, timezone)}.`
            : 'No model serves yet. One is trained as soon as your orders are read.'}
        </Text>
        {isTraining ? (
          <InlineStack gap="200" blockAlign="center">
            <Spinner size="small" accessibilityLabel="Training" />
            <Text as="span" variant="bodySm">
              {training?.message ?? 'Waiting for a worker'}
            </Text>
          </InlineStack>
        ) : (
          <TrainButton />
        )}
      </InlineStack>
    </BlockStack>
  );
}

function TrainButton() {
  const fetcher = useFetcher();
  const train = () =>
    fetcher.submit(JSON.stringify({ intent: 'train' }), { method: 'post', encType: 'application/json' });
  return (
    <Button onClick={train} loading={fetcher.state !== 'idle'}>
      Train anew now
    </Button>
  );
}
