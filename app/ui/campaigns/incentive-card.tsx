import { Banner, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { IncentiveBudget } from '#app/domain/campaigns/campaign.ts';
import { INCENTIVE_SCOPES } from '#app/contracts/incentive-scopes.ts';
import { requestScopes } from '../app-bridge.ts';
import { formatCount, formatTime } from '../format.ts';
import { IncentiveUsed } from './incentive-used.tsx';
import { useRefresh } from '../use-refresh.ts';

/** How far an incentive has come at Shopify. */
export interface IncentiveStandingView {
  readonly missingScopes: readonly string[];
  /** This campaign's discount is given now. */
  readonly isGiven: boolean;
  readonly publishedAt: Instant | null;
  /** Customers of all incentives whose segments stand at Shopify. */
  readonly customers: number;
  readonly problem: string | null;
  /** What orders got of this one so far, in the shop's currency. */
  readonly used: { readonly orders: number; readonly amountMinor: number };
}

/** Who gives the discount, whether it does, and what it needs from the merchant. */
export function IncentiveCard({
  standing,
  budget,
  currency,
  timezone,
}: {
  standing: IncentiveStandingView;
  budget: IncentiveBudget;
  currency: string;
  timezone: string;
}) {
  useRefresh(5_000);
  const { isGiven, publishedAt, customers, problem, missingScopes, used } = standing;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Discount at Shopify
        </Text>
        {missingScopes.length > 0 ? (
          <ScopeQuestion />
        ) : (
          <StandingLine isGiven={isGiven} at={publishedAt} timezone={timezone} />
        )}
        {problem !== null && missingScopes.length === 0 && (
          <Banner tone="critical" title="Not brought to Shopify">
            <p>{problem} Attune tries again by itself, at most a minute later.</p>
          </Banner>
        )}
        <IncentiveUsed used={used} budget={budget} currency={currency} />
        <Text as="p" tone="subdued">
          {`Shopify itself takes the discount off, for signed-in customers whose segments stand at Shopify (${formatCount(customers)} now, for all incentives), or for everyone where no segment is chosen. The message shows only where the discount is given; limits of the message do not limit the discount. Buyers for a company get none. Other discounts of your shop do not combine with it.`}
        </Text>
      </BlockStack>
    </Card>
  );
}

function StandingLine({ isGiven, at, timezone }: { isGiven: boolean; at: Instant | null; timezone: string }) {
  const given = at === null ? 'Given now.' : `Given now. Last changed at ${formatTime(at, timezone)}.`;
  return <Text as="p">{isGiven ? given : 'Not given now: it is once the campaign runs.'}</Text>;
}

/** Asked for here and not at install: only who gives discounts needs to allow it. */
function ScopeQuestion() {
  const [isRefused, setIsRefused] = useState(false);
  const ask = async () => setIsRefused(!(await requestScopes(INCENTIVE_SCOPES)));
  return (
    <BlockStack gap="200">
      <Text as="p">
        To give discounts, Attune must be allowed to write discounts, and to write the segments a customer is
        in to that customer. Nothing is given before.
      </Text>
      <InlineStack>
        <Button onClick={() => void ask()}>Allow in Shopify</Button>
      </InlineStack>
      {isRefused && (
        <Text as="p" tone="critical">
          Shopify has not granted it.
        </Text>
      )}
    </BlockStack>
  );
}
