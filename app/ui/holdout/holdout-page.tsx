import { BlockStack, Card, Page, Text } from '@shopify/polaris';
import { Figure } from '../figure.tsx';
import { formatCount, formatPrice } from '../format.ts';

interface Added {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

interface HoldoutView {
  readonly days: number;
  readonly share: number;
  readonly checkouts: number;
  readonly heldOut: number;
  readonly crossedUnits: number;
  readonly result: { readonly kind: string; readonly revenue: Added; readonly completion: Added } | null;
  readonly currency: string;
}

/** What Attune added, by comparison with the shoppers who saw nothing of it. */
export function HoldoutPage(view: HoldoutView) {
  const { result, currency } = view;
  const isTold = result !== null && result.kind !== 'too-early' && result.kind !== 'broken-split';
  const price = (minor: number) => formatPrice({ amountMinor: Math.round(minor * 1_000), currency });
  const points = (share: number) => `${(share * 100).toFixed(2)} points`;
  return (
    <Page
      title="What Attune added"
      subtitle={`The last ${view.days} days`}
      backAction={{ content: 'Settings', url: '/app/settings' }}
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {sentenceOf(view)}
            </Text>
            <Text as="p" tone="subdued">
              {`${formatCount(view.checkouts)} checkouts, ${formatCount(view.heldOut)} of them held out. Shoppers seen on both sides, left out: ${formatCount(view.crossedUnits)}. ${METHOD}`}
            </Text>
          </BlockStack>
        </Card>
        {isTold && (
          <div className="figures">
            <Figure
              title="Revenue added per 1,000 checkouts"
              value={price(result.revenue.difference)}
              note={`Between ${price(result.revenue.low)} and ${price(result.revenue.high)}`}
            />
            <Figure
              title="Completed checkouts"
              value={points(result.completion.difference)}
              note={`Between ${points(result.completion.low)} and ${points(result.completion.high)}`}
            />
          </div>
        )}
      </BlockStack>
    </Page>
  );
}

const METHOD =
  'A checkout counts when it asked Attune what to show. Revenue is the goods after discounts, without tax and shipping, less all that was paid back; test and cancelled orders count for nothing. A refund that comes later changes these figures. The intervals hold however often you look.';

function sentenceOf({ share, result }: HoldoutView): string {
  if (share === 0)
    return 'Nobody is held out, so what Attune adds cannot be measured. Set a share in Settings.';
  switch (result?.kind) {
    case undefined:
    case 'too-early':
      return 'Not enough checkouts yet to say what Attune adds.';
    case 'broken-split':
      return 'The two sides are not as large as the share says: it was changed in this time, or checkouts are lost on one side. Do not use figures from this time.';
    case 'winner':
      return 'Attune adds revenue.';
    case 'harm':
    case 'no-winner':
      return 'Checkouts with Attune do worse than those without.';
    default:
      return 'It is not known yet whether Attune adds revenue.';
  }
}
