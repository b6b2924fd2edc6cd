import { BlockStack, Card, List, Text } from '@shopify/polaris';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { formatCount, formatDate, formatShare, formatTime } from '../format.ts';

/** What was counted, how it was joined, and what was left out. */
export function CountedCard({ report, timezone }: { report: CheckoutReport; timezone: string }) {
  const { joins, leftOut, costedShare } = report;
  const split = report.result?.split ?? null;
  const { orders } = leftOut;
  const explained =
    report.result?.measures.find(({ metric, decides }) => metric === report.deciding && decides)?.explained ??
    null;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          How this was counted
        </Text>
        <List>
          <List.Item>
            {`Every checkout that began ${whenBegun(report, timezone)}, also those that never asked Attune what to show: wallets, locked checkouts, pages without the block.`}
          </List.Item>
          {report.known && (
            <List.Item>
              {`Known because they asked: ${formatCount(report.known.decision)}; by Shopify’s webhook alone: ${formatCount(report.known.webhook)}; by the web pixel alone, where no webhook came: ${formatCount(report.known.pixel)}.`}
            </List.Item>
          )}
          <List.Item>
            {`Orders joined by the checkout: ${formatCount(joins.token)}; by an accepted offer on a line: ${formatCount(joins.attribute)}; by the customer within 24 hours: ${formatCount(joins.customer)}.`}
          </List.Item>
          <List.Item>
            {`Left out: ${formatCount(orders.test)} test orders, ${formatCount(orders.draft)} draft orders, ${formatCount(orders.cancelled)} cancelled, ${formatCount(orders.unjoined)} without a known checkout. ${formatCount(orders.otherCurrency)} in another currency count as completed, without money.`}
          </List.Item>
          {leftOut.checkouts > 0 && (
            <List.Item>
              {`${formatCount(leftOut.checkouts)} checkouts belong to shoppers whom a change of shares moved: they count on no side.`}
            </List.Item>
          )}
          {(leftOut.waiting ?? 0) > 0 && (
            <List.Item>
              {`${formatCount(leftOut.waiting ?? 0)} shoppers or checkouts of the newest shares are not compared yet: one of the arms has too few of them.`}
            </List.Item>
          )}
          <List.Item>
            {`Profit is the goods after discounts, without tax and shipping, less all that was paid back and less today's unit costs. ${describeCost(costedShare)}`}
          </List.Item>
          {explained !== null && (
            <List.Item>
              {`Differences are freed of what shoppers’ earlier spend explains (CUPED): ${formatShare(explained, 1)} of how ${report.deciding === 'completed' ? 'completion' : report.deciding} varies.`}
            </List.Item>
          )}
          {split && (
            <List.Item>
              {split.isMismatch
                ? 'The sides do not have the sizes that their shares say.'
                : `The sides have the sizes that their shares say (p ${split.p < 0.01 ? 'under 0.01' : `= ${split.p.toFixed(2)}`}).`}
            </List.Item>
          )}
          <List.Item>
            {`Counted at ${formatTime(report.computedAt, timezone)}, and again every hour. Orders and refunds that come later change these figures, also of past days.`}
          </List.Item>
        </List>
      </BlockStack>
    </Card>
  );
}

function whenBegun({ since, until }: CheckoutReport, timezone: string): string {
  if (until === undefined) return `since ${formatDate(since, timezone)}`;
  return `from ${formatDate(since, timezone)} to ${formatDate(until, timezone)}`;
}

function describeCost(costedShare: number | null): string {
  if (costedShare === null) return 'There is no revenue yet.';
  const share = `The unit cost is known for ${formatShare(costedShare, 1)} of the revenue; the rest counts as no profit.`;
  return costedShare < 0.5 ? `${share} That is too little, so revenue decides instead.` : share;
}
