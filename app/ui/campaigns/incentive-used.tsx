import { BlockStack, ProgressBar, Text } from '@shopify/polaris';
import type { IncentiveBudget } from '#app/domain/campaigns/campaign.ts';
import { formatCount, formatPrice } from '../format.ts';
import type { IncentiveStandingView } from './incentive-card.tsx';

/** How much of it was given, beside its budget where it has one. */
export function IncentiveUsed({
  used,
  budget,
  currency,
}: {
  used: IncentiveStandingView['used'];
  budget: IncentiveBudget;
  currency: string;
}) {
  const price = (amountMinor: number) => formatPrice({ amountMinor, currency });
  const parts = [
    {
      share: shareOf(used.orders, budget.orders),
      text: ofBudget(countOf(used.orders), budget.orders, formatCount),
    },
    {
      share: shareOf(used.amountMinor, budget.amount?.amountMinor ?? null),
      text: ofBudget(price(used.amountMinor), budget.amount?.amountMinor ?? null, price),
    },
  ];
  return (
    <BlockStack gap="150">
      <Text as="h3" variant="headingSm">
        Given so far
      </Text>
      {parts.map(({ share, text }) => (
        <BlockStack gap="100" key={text}>
          <Text as="p">{text}</Text>
          {share !== null && (
            <ProgressBar size="small" progress={share} tone={share >= 100 ? 'critical' : 'primary'} />
          )}
        </BlockStack>
      ))}
    </BlockStack>
  );
}

const countOf = (orders: number): string => `${formatCount(orders)} ${orders === 1 ? 'order' : 'orders'}`;
const shareOf = (used: number, budget: number | null): number | null =>
  budget === null ? null : Math.min(100, (100 * used) / budget);
const ofBudget = (used: string, budget: number | null, format: (budget: number) => string): string =>
  budget === null ? used : `${used} of ${format(budget)}`;
