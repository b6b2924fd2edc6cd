import { Banner, BlockStack, Button, Card, InlineStack, List, ProgressBar, Text } from '@shopify/polaris';
import { refusalReason } from '#app/domain/campaigns/guardrails/refusal-reasons.ts';
import type { Counts } from '#app/domain/campaigns/dry-run.ts';
import { formatCount, formatDate, formatPrice, formatShare } from '../format.ts';
import { useDryRun, type DryRun } from './use-dry-run.ts';
import { NOT_SHOWN_WORDS } from './why-words.ts';

interface DryRunCardProps {
  /** Null for a campaign that was never saved. */
  readonly id: string | null;
  /** The draft to send, as it stands in the editor. */
  readonly draft: () => object;
  readonly currency: string;
  readonly timezone: string;
  /** Names of the shop's campaigns, by id. */
  readonly campaignNames: Readonly<Record<string, string>>;
}

/** What the campaign, as it stands in the editor, would have done in the checkouts of the last 30 days. */
export function DryRunCard({ id, draft, ...names }: DryRunCardProps) {
  const { run, problem, start, stop } = useDryRun();
  const isRunning = run?.isRunning ?? false;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Dry run
          </Text>
          {isRunning ? (
            <Button onClick={stop}>Stop</Button>
          ) : (
            <Button onClick={() => start(id, draft())}>
              {run ? 'Run again' : 'Try on the last 30 days'}
            </Button>
          )}
        </InlineStack>
        <Text as="p" tone="subdued">
          Decides the newest checkouts that became orders, at most 2,000, once without this campaign and once
          with it as it stands above. Checkouts that were abandoned are not among them. Nothing is recorded,
          nothing is shown.
        </Text>
        {problem !== null && <Banner tone="critical">{problem}</Banner>}
        {run && <Report run={run} {...names} />}
      </BlockStack>
    </Card>
  );
}

type ReportProps = Omit<DryRunCardProps, 'id' | 'draft'> & { readonly run: DryRun };

function Report({ run, currency, timezone, campaignNames }: ReportProps) {
  const { tally, checkouts, since, isRunning } = run;
  const nameOf = (id: string) => campaignNames[id] ?? 'a deleted campaign';
  return (
    <BlockStack gap="300">
      {isRunning && (
        <ProgressBar
          size="small"
          progress={checkouts === 0 ? 100 : Math.min(100, (100 * tally.checkouts) / checkouts)}
          ariaLabelledBy="dry-run-progress"
        />
      )}
      <Text as="p" id="dry-run-progress">
        {`${formatCount(tally.checkouts)} of ${formatCount(checkouts)} checkouts since ${formatDate(since, timezone)}.`}
      </Text>
      {tally.checkouts > 0 && (
        <Text as="p" variant="headingMd">
          {`It would have shown in ${formatCount(tally.shown)} of them (${formatShare(tally.shown, tally.checkouts)}).`}
        </Text>
      )}
      <Margin run={run} currency={currency} />
      <CountList
        title="Where it would not have shown"
        counts={tally.notShown}
        nameOf={(name) => NOT_SHOWN_WORDS[name] ?? name}
      />
      <CountList
        title="Checkouts in which other campaigns would have shown less"
        counts={tally.displaced}
        nameOf={nameOf}
      />
      <CountList
        title="Campaigns of its group that would have gone first"
        counts={tally.gaveWay}
        nameOf={nameOf}
      />
      <CountList
        title="Offers that guardrails would have kept back"
        counts={tally.guardrails}
        nameOf={refusalReason}
      />
      {tally.checkouts > 0 && (
        <Text as="p" variant="bodySm" tone="subdued">
          By today’s segments, model, stock and prices, with the purchases each customer had before the
          checkout; the model has learned from these orders since. Customers count as signed in, all places as
          on one page, and the campaign’s own schedule, limits and spent budget are left aside.
        </Text>
      )}
    </BlockStack>
  );
}

/** Fewer exposures than this say nothing about a rate. */
const ENOUGH_EXPOSURES = 100;

/** What the offers would have earned: if each were taken, and at the rate at which the shop's upsells were. */
function Margin({ run: { tally, measured }, currency }: { run: DryRun; currency: string }) {
  if (tally.offersOfKnownCost === 0) return null;
  const price = (amountMinor: number) => formatPrice({ amountMinor: Math.round(amountMinor), currency });
  const each = tally.marginMinor / tally.offersOfKnownCost;
  const rate = measured.acceptances / measured.exposures;
  return (
    <Text as="p">
      {`${formatCount(tally.offersOfKnownCost)} offers of known cost, ${price(each)} of margin each on average. `}
      {measured.exposures >= ENOUGH_EXPOSURES
        ? `At the ${formatShare(measured.acceptances, measured.exposures)} at which your upsells were accepted, ${price(rate * tally.marginMinor)}.`
        : 'What would have been accepted cannot be told yet: your upsells were shown fewer than 100 times.'}
    </Text>
  );
}

interface CountListProps {
  readonly title: string;
  readonly counts: Counts;
  readonly nameOf: (name: string) => string;
}

function CountList({ title, counts, nameOf }: CountListProps) {
  const sorted = Object.entries(counts).toSorted(([, one], [, other]) => other - one);
  if (sorted.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <List>
        {sorted.map(([name, count]) => (
          <List.Item key={name}>{`${formatCount(count)}: ${nameOf(name)}`}</List.Item>
        ))}
      </List>
    </BlockStack>
  );
}
