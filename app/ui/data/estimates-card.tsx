import { BlockStack, Card, Text } from '@shopify/polaris';
import { findFact } from '#app/domain/facts/catalogue.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { DataTable, type Column } from '../data-table.tsx';
import { formatCount, formatPrice, formatShare, formatTime } from '../format.ts';
import { titleOf } from '../segments/builder/words.ts';

export interface EstimatesView {
  readonly version: number;
  readonly at: Instant;
  /** Null where the shop does not infer. */
  readonly inference: readonly FactRowView[] | null;
  readonly lifetime: {
    readonly customers: number;
    readonly boughtAgain: number;
    readonly objection: string | null;
    readonly doesTellWhoStops: boolean;
    readonly heldOut: { readonly cut: Instant; readonly expected: number; readonly bought: number } | null;
    readonly deciles: Readonly<Record<string, readonly number[]>>;
    readonly groups: Readonly<Record<string, number>>;
  };
}

export interface FactRowView {
  readonly fact: string;
  readonly objection: string | null;
  readonly report: {
    readonly chosen: string;
    readonly calibrationError: number;
    readonly coverage: number;
    readonly precision: number | null;
    readonly answerRate: number;
  } | null;
}

interface EstimatesCardProps {
  readonly estimates: EstimatesView | null;
  readonly currency: string;
  readonly timezone: string;
}

/** What models expect of the customers: when they were fitted, how they did, and how their values lie. */
export function EstimatesCard({ estimates, currency, timezone }: EstimatesCardProps) {
  const { deciles = {}, groups = {} } = estimates?.lifetime ?? {};
  const facts = Object.entries(deciles).map(([name, values]) => ({ name, values }));
  return (
    <Card padding="0">
      <div className="card-head">
        <Text as="h2" variant="headingMd">
          What is expected of customers
        </Text>
        <BlockStack gap="100">
          <Text as="p" variant="bodySm" tone="subdued">
            Estimates that segments may ask about, worked out every night from who bought when, and for how
            much.
          </Text>
          {sentencesOf(estimates, timezone).map((sentence) => (
            <Text as="p" key={sentence}>
              {sentence}
            </Text>
          ))}
        </BlockStack>
      </div>
      {facts.length > 0 && (
        <DataTable
          caption="How the estimates lie"
          columns={decileColumns(currency)}
          rows={facts}
          keyOf={({ name }) => name}
        />
      )}
      {Object.keys(groups).length > 0 && (
        <DataTable
          caption="Groups by recency, frequency and money"
          columns={GROUP_COLUMNS}
          rows={Object.entries(groups)
            .map(([group, customers]) => ({ group, customers }))
            .sort((one, other) => other.customers - one.customers)}
          keyOf={({ group }) => group}
        />
      )}
      {estimates?.inference && (
        <DataTable
          caption="Missing values that are inferred, as judged on shoppers held out"
          columns={INFERENCE_COLUMNS}
          rows={estimates.inference}
          keyOf={({ fact }) => fact}
        />
      )}
    </Card>
  );
}

const percentOf = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : formatShare(share, 1);

const INFERENCE_COLUMNS: Column<FactRowView>[] = [
  {
    title: 'Inferred where missing',
    kind: 'main',
    cell: ({ fact, objection }) =>
      objection === null ? factTitle(fact) : `${factTitle(fact)}: not inferred. ${objection}`,
  },
  { title: 'Model', cell: ({ report }) => report?.chosen ?? '–' },
  { title: 'Answers', kind: 'number', cell: ({ report }) => percentOf(report?.answerRate) },
  { title: 'Right when answering', kind: 'number', cell: ({ report }) => percentOf(report?.precision) },
  { title: 'Coverage', kind: 'number', cell: ({ report }) => percentOf(report?.coverage) },
  { title: 'Calibration error', kind: 'number', cell: ({ report }) => percentOf(report?.calibrationError) },
];

function sentencesOf(estimates: EstimatesView | null, timezone: string): readonly string[] {
  if (estimates === null) return ['Not worked out yet. The first time comes soon after the history is read.'];
  const { version, at, lifetime } = estimates;
  const { customers, boughtAgain, objection, heldOut, doesTellWhoStops } = lifetime;
  const fitted = `Version ${version}, ${formatTime(at, timezone)}, from ${formatCount(customers)} customers, of whom ${formatCount(boughtAgain)} bought again.`;
  if (objection !== null) return [fitted, `Nothing is said of anybody. ${objection}`];
  const proof =
    heldOut === null
      ? 'Too little happened to hold a part of the time out and look.'
      : `Fitted up to ${formatTime(heldOut.cut, timezone)} only, the models expect ${formatCount(Math.round(heldOut.expected))} purchases from then on; ${formatCount(heldOut.bought)} came.`;
  const stops = doesTellWhoStops
    ? []
    : [
        'Your orders do not show customers who stop for good, so the chance of still being a customer is not told.',
      ];
  return [fitted, proof, ...stops];
}

interface FactRow {
  readonly name: string;
  readonly values: readonly number[];
}

function decileColumns(currency: string): Column<FactRow>[] {
  const at =
    (place: number) =>
    ({ name, values }: FactRow): string => {
      const value = values[place] ?? 0;
      if (findFact(name)?.type === 'money') return formatPrice({ amountMinor: value, currency });
      return new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }).format(value);
    };
  return [
    { title: 'Estimate', kind: 'main', cell: ({ name }) => factTitle(name) },
    { title: 'One in ten at most', kind: 'number', cell: at(0) },
    { title: 'Half at most', kind: 'number', cell: at(4) },
    { title: 'One in ten more than', kind: 'number', cell: at(8) },
  ];
}

function factTitle(name: string): string {
  const fact = findFact(name);
  return fact ? titleOf(fact) : name;
}

const GROUP_COLUMNS: Column<{ readonly group: string; readonly customers: number }>[] = [
  { title: 'Group', kind: 'main', cell: ({ group }) => group.charAt(0).toUpperCase() + group.slice(1) },
  { title: 'Customers', kind: 'number', cell: ({ customers }) => formatCount(customers) },
];
