import { BlockStack, Card, Link, Page, Text } from '@shopify/polaris';
import { EmptyState } from '../empty-state.tsx';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { DataTable } from '../data-table.tsx';
import type { Column } from '../data-table.tsx';
import { formatCount, formatShare, formatTime, plural } from '../format.ts';
import { BuildProgress, type BuildView } from './build-progress.tsx';
import { useRefresh } from '../use-refresh.ts';

export interface SegmentRowView {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly members: number | null;
  readonly build: BuildView | null;
  /** In the last seven days. */
  readonly entered: number;
  readonly left: number;
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
      secondaryActions={[
        { content: 'Health', url: '/app/segments/health' },
        { content: 'Segments of Shopify', url: '/app/segments/shopify' },
      ]}
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
      cell: ({ id, name, summary, build }) => (
        <BlockStack gap="050">
          <Link url={`/app/segments/${id}`} monochrome removeUnderline>
            <Text as="span" fontWeight="semibold">
              {name}
            </Text>
          </Link>
          <Text as="span" variant="bodySm" tone="subdued">
            {summary}
          </Text>
          {build && <BuildProgress {...build} />}
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
      title: 'Last 7 days',
      kind: 'number',
      cell: (row) => <Moves {...row} />,
    },
    {
      title: 'Used by',
      cell: ({ campaigns }) => (campaigns.length === 0 ? 'No campaign' : campaigns.join(', ')),
    },
  ];
}

function Moves({ members, entered, left }: SegmentRowView) {
  if (members === null || (entered === 0 && left === 0)) return <>–</>;
  return (
    <span aria-label={`${plural(entered, 'shopper')} came in, ${formatCount(left)} left`}>
      {`+${formatCount(entered)} −${formatCount(left)}`}
    </span>
  );
}

function NoSegments() {
  return (
    <EmptyState
      heading="Say who your campaigns are for"
      action={{ content: 'Write a segment', url: '/app/segments/new' }}
    >
      <p>
        A segment is a rule over what is known of a shopper, for example “purchases.count within 60 days &gt;
        5”. Its members follow by themselves: with every order, and when time passes.
      </p>
    </EmptyState>
  );
}
