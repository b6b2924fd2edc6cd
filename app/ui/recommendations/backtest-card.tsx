import { BlockStack, Card, Text } from '@shopify/polaris';
import { ENOUGH_ORDERS } from '#app/domain/recommendations/training/enough-orders.ts';
import { DataTable, type Column } from '../data-table.tsx';
import { LEAST_EFFECTIVE } from '#app/domain/statistics/off-policy/evaluate-policy.ts';
import { formatCount, formatDate, plural } from '../format.ts';
import { servingOf, type VersionView } from './view.ts';
import { rankWithChance, shareWithChance } from './words.ts';

type Ranking = NonNullable<VersionView['gate']>['rankings'][number];

/** How the newest tested model did on the shop's latest weeks, beside the running one and each model alone. */
export function BacktestCard({ versions, timezone }: { versions: readonly VersionView[]; timezone: string }) {
  const tested = versions.find(({ gate }) => gate !== null && gate.rankings.length > 0);
  return (
    <Card padding="0">
      <div className="card-head">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            How good is it?
          </Text>
          <Text as="p">{describe(versions, tested)}</Text>
        </BlockStack>
      </div>
      {tested?.gate && (
        <>
          <DataTable
            caption="Backtest"
            columns={COLUMNS}
            rows={tested.gate.rankings}
            keyOf={({ ranking }) => ranking}
          />
          <div className="card-note">
            <Text as="p" variant="bodySm" tone="subdued">
              {`Version ${tested.version}, ${formatDate(tested.trainedAt, timezone)}: ${formatCount(tested.gate.questions)} questions cut from your latest orders, which no ranker had seen, with 95% intervals. Each model alone ranks the same candidates. Rank is the mean of 1 / place. It tells how well carts are understood, not what an offer adds.`}
            </Text>
            <Text as="p" variant="bodySm" tone="subdued">
              {describeLog(tested.byLog)}
            </Text>
          </div>
        </>
      )}
    </Card>
  );
}

const TITLES: Readonly<Record<string, string>> = {
  hybrid: 'Hybrid, this version',
  'running hybrid': 'Hybrid, the one before',
  'bought together': 'Bought together',
  'own purchases': 'Own purchases',
  content: 'Content',
  popularity: 'Popularity',
};

const COLUMNS: Column<Ranking>[] = [
  { title: 'Ranking', kind: 'main', cell: ({ ranking }) => TITLES[ranking] ?? ranking },
  { title: 'In the first 3', kind: 'number', cell: ({ hitRate3 }) => shareWithChance(hitRate3) },
  { title: 'In the first 10', kind: 'number', cell: ({ hitRate10 }) => shareWithChance(hitRate10) },
  { title: 'Rank', kind: 'number', cell: ({ reciprocalRank10 }) => rankWithChance(reciprocalRank10) },
];

/** What offers drawn by chance say of the model, before a shopper sees it. */
function describeLog(byLog: VersionView['byLog']): string {
  if (byLog === null)
    return 'No offer was drawn by chance yet. With some exploration (Settings) a new model is also judged by what became of offers.';
  const { choices, effectiveSampleSize, estimates } = byLog;
  const log = `${plural(choices, 'offer')} drawn by chance, worth ${formatCount(Math.round(effectiveSampleSize))} of its own choices`;
  if (estimates === null) return `There are ${log}: fewer than ${LEAST_EFFECTIVE}, too few to judge it by.`;
  return `By ${log}, ${shareWithChance(estimates.candidate)} of its offers would be accepted, and ${shareWithChance(estimates.served)} of those that were ranked first when they were drawn.`;
}

function describe(versions: readonly VersionView[], tested: VersionView | undefined): string {
  if (versions.length === 0) return 'Nothing was trained yet.';
  if (!tested?.gate)
    return (versions[0]?.orders ?? 0) < ENOUGH_ORDERS
      ? `Not enough data for a test yet: from ${ENOUGH_ORDERS} orders on, a model learns how to rank and is tested on your latest weeks.`
      : 'A quick first model serves, with weights set by hand. One that learned how to rank follows, and is tested on your latest weeks.';
  const { candidate, running, difference } = tested.gate;
  if (running === null || difference === null)
    return `It found a product that was bought among its first ten in ${shareWithChance(candidate)} of the questions. There was no model before it to compare with.`;
  const verdict =
    Math.abs(difference.mean) <= difference.plusMinus
      ? 'chance alone explains the difference'
      : difference.mean > 0
        ? 'better, beyond chance'
        : 'worse, beyond chance';
  const serves = servingOf(versions) === tested ? 'It serves' : 'It does not serve';
  return `It found a product that was bought among its first ten in ${shareWithChance(candidate)} of the questions, the one before in ${shareWithChance(running)}: ${verdict}. ${serves}.`;
}
