import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import { WITH_ATTUNE } from '#app/domain/campaigns/holdout-sides.ts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { formatEstimate, formatTime } from '../format.ts';
import { holdoutSentence } from '../holdout/holdout-words.ts';
import { addedOf } from '../measurements/headline.tsx';
import { outlookSentence } from '../measurements/words.ts';

export interface AddedCardProps {
  readonly holdout: {
    readonly days: number;
    readonly share: number;
    readonly report: CheckoutReport | null;
  };
  readonly currency: string;
  readonly timezone: string;
}

/** What Attune itself added, by the holdout, or plainly that it cannot be told yet. */
export function AddedCard({ holdout, currency, timezone }: AddedCardProps) {
  const { report, share, days } = holdout;
  const total = share > 0 && report !== null ? totalOf(report, currency) : null;
  const outlook = report && outlookSentence(report);
  return (
    <Card>
      <BlockStack gap="150">
        <Text as="h2" variant="bodySm" tone="subdued">
          {`${report?.deciding === 'revenue' ? 'Revenue' : 'Profit'} Attune added in the last ${days} days`}
        </Text>
        {total !== null && <div className="figure-value">{total.value}</div>}
        <Text
          as="p"
          variant={total === null ? 'bodyMd' : 'bodySm'}
          tone={total === null ? undefined : 'subdued'}
        >
          {total?.note ?? [holdoutSentence(holdout), share > 0 ? outlook : null].filter(Boolean).join(' ')}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {report ? `Counted at ${formatTime(report.computedAt, timezone)}. ` : ''}
          <Link url="/app/holdout">How it is measured</Link>
          {share === 0 && (
            <>
              {' · '}
              <Link url="/app/settings">Hold out a share of shoppers</Link>
            </>
          )}
        </Text>
      </BlockStack>
    </Card>
  );
}

/** The added amount a checkout, times the checkouts with Attune. */
export function totalOf(report: CheckoutReport, currency: string): { value: string; note: string } | null {
  if (report.result?.verdict.kind === 'broken-split') return null;
  const added = addedOf(report, report.deciding, WITH_ATTUNE);
  const checkouts = report.arms.find(({ arm }) => arm === WITH_ATTUNE)?.checkouts ?? 0;
  if (added === null) return null;
  const price = (each: number) => formatEstimate({ amountMinor: Math.round(each * checkouts), currency });
  const doubt =
    added.low <= 0 && added.high >= 0 ? ' That includes nothing at all: it is not known yet.' : '';
  return {
    value: price(added.difference),
    note: `Truly between ${price(added.low)} and ${price(added.high)}, by comparison with checkouts that saw nothing of Attune.${doubt}`,
  };
}
