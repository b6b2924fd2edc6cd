import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { DataTable } from '../data-table.tsx';
import type { Column } from '../data-table.tsx';
import { formatCount, formatTime } from '../format.ts';

interface Found {
  readonly read: number;
  readonly missing: number;
  readonly stale: number;
}

export interface ReconciliationView {
  readonly askedAt: Instant;
  readonly askedBy: 'night' | 'person';
  readonly since: Instant;
  readonly until: Instant;
  readonly found: { readonly [kind in 'orders' | 'customers' | 'products']?: Found };
  readonly finishedAt: Instant | null;
  readonly problem: string | null;
}

interface ReconciliationCardProps {
  readonly reconciliation: ReconciliationView | null;
  readonly timezone: string;
}

/** What the newest comparison with Shopify found, and the button for another. */
export function ReconciliationCard({ reconciliation, timezone }: ReconciliationCardProps) {
  const fetcher = useFetcher();
  const isUnderWay = reconciliation !== null && reconciliation.finishedAt === null;
  const rows = Object.entries(reconciliation?.found ?? {}).map(([kind, found]) => ({ kind, ...found }));
  const ask = () =>
    fetcher.submit(JSON.stringify({ intent: 'reconcile' }), { method: 'post', encType: 'application/json' });
  return (
    <Card padding="0">
      <div className="card-head">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Compared with Shopify
          </Text>
          <Button loading={isUnderWay || fetcher.state !== 'idle'} onClick={ask}>
            Compare now
          </Button>
        </InlineStack>
        <BlockStack gap="100">
          <Text as="p" variant="bodySm" tone="subdued">
            Every night Attune reads what changed from Shopify again and mends what webhooks lost.
          </Text>
          <Text as="p">{sentenceOf(reconciliation, timezone)}</Text>
        </BlockStack>
      </div>
      {rows.length > 0 && (
        <DataTable caption="Compared with Shopify" columns={COLUMNS} rows={rows} keyOf={({ kind }) => kind} />
      )}
    </Card>
  );
}

function sentenceOf(reconciliation: ReconciliationView | null, timezone: string): string {
  if (reconciliation === null)
    return 'Not compared yet. The first comparison comes in the night after the install.';
  const { since, until, finishedAt, problem, askedBy } = reconciliation;
  const span = `changes from ${formatTime(since, timezone)} to ${formatTime(until, timezone)}`;
  if (finishedAt === null) return `Under way: ${span}.`;
  const asked = askedBy === 'night' ? 'by itself' : 'on request';
  const end = `ended ${asked} at ${formatTime(finishedAt, timezone)}`;
  return problem === null
    ? `The newest, of ${span}, ${end}.`
    : `The newest ${end} without success: ${problem}`;
}

const COLUMNS: Column<Found & { readonly kind: string }>[] = [
  { title: 'Kind', kind: 'main', cell: ({ kind }) => kind.charAt(0).toUpperCase() + kind.slice(1) },
  { title: 'Read', kind: 'number', cell: ({ read }) => formatCount(read) },
  { title: 'Missing, now here', kind: 'number', cell: ({ missing }) => formatCount(missing) },
  { title: 'Outdated, now mended', kind: 'number', cell: ({ stale }) => formatCount(stale) },
];
