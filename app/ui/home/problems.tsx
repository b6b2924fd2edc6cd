import { Banner, BlockStack, List } from '@shopify/polaris';
import type { Step } from '../backfill-steps.tsx';
import { plural } from '../format.ts';

interface ProblemsProps {
  readonly quarantined: number;
  readonly fallbacks: number;
  readonly newestFailure: string | null;
  readonly failedSteps: readonly Step[];
}

/** What is wrong now, each with where to go. Nothing when nothing is. */
export function Problems({ quarantined, fallbacks, newestFailure, failedSteps }: ProblemsProps) {
  if (quarantined + fallbacks + failedSteps.length === 0) return null;
  return (
    <BlockStack gap="300">
      {quarantined > 0 && (
        <Banner
          tone="warning"
          title={`${plural(quarantined, 'delivery', 'deliveries')} could not be read`}
          action={{ content: 'See which', url: '/app/data' }}
        >
          What they tell is missing from profiles and segments until they are replayed.
        </Banner>
      )}
      {fallbacks > 0 && (
        <Banner
          tone="warning"
          title={`${plural(fallbacks, 'checkout')} got the quiet fallback in the last day`}
        >
          Nothing of Attune was shown there, and the checkout went on.
          {newestFailure === null ? '' : ` The newest reason: ${newestFailure}.`}
        </Banner>
      )}
      {failedSteps.length > 0 && (
        <Banner
          tone="critical"
          title="Reading the shop's history failed"
          action={{ content: 'See how far it came', url: '/app/data' }}
        >
          <List>
            {failedSteps.map(({ step, message }) => (
              <List.Item key={step}>{message ?? `The step "${step}" failed.`}</List.Item>
            ))}
          </List>
        </Banner>
      )}
    </BlockStack>
  );
}
