import { BlockStack, Button, Card, EmptyState, InlineStack, Link, Page, Text } from '@shopify/polaris';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { DataTable } from '../data-table.tsx';
import type { Column } from '../data-table.tsx';
import { formatCount, formatShare, formatTime, plural } from '../format.ts';
import { useRefresh } from '../use-refresh.ts';
import { SEGMENT_EXAMPLES } from './fact-examples.ts';

export interface SegmentRowView {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly members: number | null;
  readonly campaigns: readonly string[];
}

export interface SegmentListView {
  readonly rows: readonly SegmentRowView[];
  readonly shoppers: number;
  readonly waiting: number;
  readonly newestAt: Instant | null;
  readonly asOf: Instant;
  readonly timezone: string;
}

/** Segments: who is in which, now. */
export function SegmentList(view: SegmentListView) {
  useRefresh(view.waiting > 0 ? 1_000 : 10_000);
  return (
    <Page
      title="Segments"
      subtitle={view.rows.length > 0 ? describeFreshness(view) : undefined}
      primaryAction={{ content: 'New segment', url: '/app/segments/new' }}
      secondaryActions={view.rows.length > 0 ? [{ content: 'Health', url: '/app/segments/health' }] : []}
    >
      <BlockStack gap="400">
        <Card padding="0">
          {view.rows.length === 0 ? (
            <NoSegments />
          ) : (
            <DataTable
              caption="Segments"
              columns={columnsFor(view)}
              rows={view.rows}
              keyOf={({ id }) => id}
            />
          )}
        </Card>
        <StartFromExample taken={view.rows.map(({ name }) => name)} />
      </BlockStack>
    </Page>
  );
}

function describeFreshness({ shoppers, waiting, newestAt, asOf, timezone }: SegmentListView): string {
  const counted = `${plural(shoppers, 'shopper')}, counted at ${formatTime(asOf, timezone)}`;
  if (waiting > 0) return `${counted}; ${formatCount(waiting)} still to be looked at after the last change.`;
  return newestAt === null
    ? `${counted}.`
    : `${counted}; newest news of a shopper from ${formatTime(newestAt, timezone)}.`;
}

function columnsFor({ shoppers }: Pick<SegmentListView, 'shoppers'>): Column<SegmentRowView>[] {
  return [
    {
      title: 'Segment',
      kind: 'main',
      cell: ({ id, name, summary }) => (
        <BlockStack gap="050">
          <Link url={`/app/segments/${id}`} monochrome removeUnderline>
            <Text as="span" fontWeight="semibold">
              {name}
            </Text>
          </Link>
          <Text as="span" variant="bodySm" tone="subdued">
            {summary}
          </Text>
        </BlockStack>
      ),
    },
    {
      title: 'Members',
      kind: 'number',
      cell: ({ members }) => (members === null ? 'At checkout' : formatCount(members)),
    },
    {
      title: 'Share',
      kind: 'number',
      cell: ({ members }) => (members === null ? '–' : formatShare(members, shoppers)),
    },
    {
      title: 'Used by',
      cell: ({ campaigns }) => (campaigns.length === 0 ? 'No campaign' : campaigns.join(', ')),
    },
  ];
}

function NoSegments() {
  return (
    <EmptyState
      heading="Say who your campaigns are for"
      image=""
      action={{ content: 'Write a segment', url: '/app/segments/new' }}
    >
      <p>
        A segment is a rule over what is known of a shopper, for example “purchases.count within 60 days &gt;
        5”. Its members follow by themselves: with every order, and when time passes.
      </p>
    </EmptyState>
  );
}

function StartFromExample({ taken }: { taken: readonly string[] }) {
  const examples = SEGMENT_EXAMPLES.filter(({ name }) => !taken.includes(name));
  if (examples.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Start from an example
        </Text>
        {examples.map(({ id, name, rule }) => (
          <InlineStack key={id} align="space-between" blockAlign="center" gap="200">
            <div style={{ flex: '1 1 16rem', minWidth: 0 }}>
              <Text as="h3" variant="bodyMd" fontWeight="medium">
                {name}
              </Text>
              <span className="code-line">{rule.replaceAll('\n', ' ')}</span>
            </div>
            <Button url={`/app/segments/new?example=${id}`} accessibilityLabel={`Use the example ${name}`}>
              Use
            </Button>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
