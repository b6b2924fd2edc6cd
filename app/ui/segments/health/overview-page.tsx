import { BlockStack, Card, InlineStack, Link, Page, Text } from '@shopify/polaris';
import { EmptyState } from '../../empty-state.tsx';
import type { SegmentHealthRow, SegmentsOverview } from '#app/domain/segments/health/report.ts';
import { DataTable, type Column } from '../../data-table.tsx';
import { formatCount, formatTime, plural } from '../../format.ts';
import { useRefresh } from '../../use-refresh.ts';
import { PairsCard } from './pairs-card.tsx';
import { Sparkline } from './sparkline.tsx';
import { HealthBadge, Warnings } from './warnings.tsx';

/** Health of all segments: one line each with the gravest warning, and what is wrong with them together. */
export function SegmentsOverviewPage(view: SegmentsOverview & { timezone: string }) {
  const { rows, shoppers, asOf, timezone, overlaps, warnings } = view;
  useRefresh(rows.some(({ build }) => build !== null) ? 3_000 : 60_000);
  return (
    <Page
      title="Health of segments"
      subtitle={`${plural(shoppers, 'shopper')}; the last 30 days, read at ${formatTime(asOf, timezone)}.`}
      backAction={{ content: 'Segments', url: '/app/segments' }}
    >
      <BlockStack gap="400">
        <Warnings warnings={warnings} />
        <Card padding="0">
          {rows.length === 0 ? (
            <NoSegments />
          ) : (
            <DataTable
              caption="Health of segments"
              columns={COLUMNS}
              rows={rows}
              keyOf={({ segmentId }) => segmentId}
            />
          )}
        </Card>
        {rows.length > 1 && <PairsCard overlaps={overlaps} />}
      </BlockStack>
    </Page>
  );
}

const COLUMNS: Column<SegmentHealthRow>[] = [
  {
    title: 'Segment',
    kind: 'main',
    cell: ({ segmentId, name, warnings, build }) => (
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Link url={`/app/segments/${segmentId}/health`} monochrome removeUnderline>
            <Text as="span" fontWeight="semibold">
              {name}
            </Text>
          </Link>
          <HealthBadge warnings={warnings} />
        </InlineStack>
        <Text as="span" variant="bodySm" tone="subdued">
          {build === null ? (warnings[0]?.message ?? 'Nothing needs a look.') : describeBuild(build)}
        </Text>
      </BlockStack>
    ),
  },
  {
    title: 'Members',
    kind: 'number',
    cell: ({ members }) => (members === null ? 'At checkout' : formatCount(members)),
  },
  { title: '30 days', cell: ({ sizes, members }) => (members === null ? '–' : <Sparkline values={sizes} />) },
  {
    title: 'In, out',
    kind: 'number',
    cell: ({ entered, left, members }) =>
      members === null ? '–' : `+${formatCount(entered)} −${formatCount(left)}`,
  },
  {
    title: 'Half-life',
    kind: 'number',
    cell: ({ halfLifeDays }) => halfLife(halfLifeDays),
  },
  {
    title: 'Weeks for a test',
    kind: 'number',
    cell: ({ weeks }) => (weeks === null ? '–' : formatCount(Math.ceil(weeks))),
  },
];

function describeBuild({ done, all }: NonNullable<SegmentHealthRow['build']>): string {
  return `The saved rule is being built: ${formatCount(done)} of ${plural(all, 'shopper')} looked at.`;
}

function NoSegments() {
  return (
    <EmptyState heading="No segments yet" action={{ content: 'Write a segment', url: '/app/segments/new' }}>
      <p>
        Once there is one, this page says whether it is alive, whether it drifts, and what it shares with
        others.
      </p>
    </EmptyState>
  );
}

function halfLife(days: number | null): string {
  if (days === null) return '–';
  return days < 1 ? '<1 d' : `${formatCount(Math.round(days))} d`;
}
