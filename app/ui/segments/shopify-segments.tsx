import { Badge, BlockStack, Button, ButtonGroup, Card, Page, Text } from '@shopify/polaris';
import { EmptyState } from '../empty-state.tsx';
import { useFetcher } from '@remix-run/react';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { printCondition } from '#app/domain/segments/print.ts';
import { startOf, withValues } from '#app/domain/segments/edit/change.ts';
import { DataTable, type Column } from '../data-table.tsx';
import { formatTime, plural } from '../format.ts';
import { SaveProblem } from '../save-problem.tsx';
import { useRefresh } from '../use-refresh.ts';
import { useToast } from '../use-toast.ts';

export interface ShopifySegmentRow {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly followed: {
    readonly readAt: Instant | null;
    readonly members: number | null;
    readonly problem: string | null;
  } | null;
  readonly isGone: boolean;
}

export interface ShopifySegmentsView {
  readonly segments: readonly ShopifySegmentRow[];
  /** Why they cannot be listed. */
  readonly problem: string | null;
  readonly timezone: string;
}

type FollowAnswer =
  { readonly kind: 'done'; readonly toast: string } | { readonly kind: 'refused'; readonly sentence: string };

/** The merchant's own Shopify segments: follow them in rules, or write them as rules. */
export function ShopifySegments({ segments, problem, timezone }: ShopifySegmentsView) {
  const { submit, data, state } = useFetcher<FollowAnswer>();
  const isReading = segments.some(({ followed }) => followed?.readAt === null && followed.problem === null);
  useRefresh(isReading ? 2_000 : null);
  useToast(data, data?.kind === 'done' ? data.toast : null);
  const send: Send = (intent, id) =>
    submit(JSON.stringify({ intent, id }), { method: 'post', encType: 'application/json' });
  return (
    <Page
      title="Segments of Shopify"
      subtitle="Follow one, and rules can ask who is in it: members come and go with Shopify’s own news."
      backAction={{ content: 'Segments', url: '/app/segments' }}
    >
      <BlockStack gap="400">
        {problem !== null && <SaveProblem sentence={problem} />}
        {data?.kind === 'refused' && state === 'idle' && <SaveProblem sentence={data.sentence} />}
        <Card padding="0">
          {segments.length === 0 ? (
            <EmptyState heading="No segment in Shopify">
              <p>Segments that you make under Customers in Shopify’s admin are listed here.</p>
            </EmptyState>
          ) : (
            <DataTable
              caption="Segments of Shopify"
              columns={columnsFor(timezone, send, state !== 'idle')}
              rows={segments}
              keyOf={({ id }) => id}
            />
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}

type Send = (intent: 'follow' | 'unfollow', id: string) => void;

function columnsFor(timezone: string, send: Send, isBusy: boolean): Column<ShopifySegmentRow>[] {
  return [
    {
      title: 'Segment',
      kind: 'main',
      cell: ({ name, query }) => (
        <BlockStack gap="050">
          <Text as="span" fontWeight="semibold">
            {name}
          </Text>
          <span className="code-line">{query}</span>
        </BlockStack>
      ),
    },
    { title: 'In Attune', cell: (row) => <FollowState row={row} timezone={timezone} /> },
    {
      title: 'Actions',
      kind: 'actions',
      cell: (row) => <Actions row={row} send={send} isBusy={isBusy} />,
    },
  ];
}

function FollowState({ row, timezone }: { row: ShopifySegmentRow; timezone: string }) {
  const { followed, isGone } = row;
  if (isGone) return <Badge tone="critical">No longer in Shopify</Badge>;
  if (!followed) return <Badge>Not followed</Badge>;
  if (followed.problem !== null)
    return (
      <BlockStack gap="050">
        <Badge tone="critical">Not read</Badge>
        <Text as="span" variant="bodySm" tone="subdued">
          {followed.problem}
        </Text>
      </BlockStack>
    );
  if (followed.readAt === null) return <Badge tone="info">Reading members</Badge>;
  return (
    <BlockStack gap="050">
      <Badge tone="success">{`Followed: ${plural(followed.members ?? 0, 'member')}`}</Badge>
      <Text as="span" variant="bodySm" tone="subdued">
        {`Read at ${formatTime(followed.readAt, timezone)}`}
      </Text>
    </BlockStack>
  );
}

function Actions({ row, send, isBusy }: { row: ShopifySegmentRow; send: Send; isBusy: boolean }) {
  const { id, name, query, followed, isGone } = row;
  return (
    <ButtonGroup noWrap>
      {!isGone && (
        <Button
          size="slim"
          variant="tertiary"
          url={newSegment({ name, query })}
          accessibilityLabel={`Write ${name} as a rule`}
        >
          As a rule
        </Button>
      )}
      {followed && (
        <Button
          size="slim"
          variant="tertiary"
          url={newSegment({ name, rule: memberRule(id) })}
          accessibilityLabel={`New segment of members of ${name}`}
        >
          New segment
        </Button>
      )}
      <Button
        size="slim"
        disabled={isBusy}
        onClick={() => send(followed ? 'unfollow' : 'follow', id)}
        accessibilityLabel={`${followed ? 'Unfollow' : 'Follow'} ${name}`}
      >
        {followed ? 'Unfollow' : 'Follow'}
      </Button>
    </ButtonGroup>
  );
}

function memberRule(id: string): string {
  const asked = withValues(startOf('customer.shopify_segments'), [
    { kind: 'text', value: id, span: { start: 0, end: 0 } },
  ]);
  return printCondition(asked);
}

function newSegment(start: Readonly<Record<string, string>>): string {
  return `/app/segments/new?${new URLSearchParams(start).toString()}`;
}
