import { Badge, Card, Link, Text } from '@shopify/polaris';
import type { SegmentsOverview } from '#app/domain/segments/health/report.ts';
import { DataTable, type Column } from '../../data-table.tsx';
import { formatCount } from '../../format.ts';
import { ShareBar } from './overlap-card.tsx';

type Pair = SegmentsOverview['overlaps'][number];

/** Pairs of segments that are nearly one, or one a part of the other. */
export function PairsCard({ overlaps }: { overlaps: readonly Pair[] }) {
  return (
    <Card padding="0">
      <div className="card-head">
        <Text as="h2" variant="headingMd">
          Segments that overlap
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          Pairs where at least half of the smaller one is in the other, now.
        </Text>
      </div>
      {overlaps.length === 0 ? (
        <div className="card-note">
          <Text as="p" tone="subdued">
            None: every segment has members of its own.
          </Text>
        </div>
      ) : (
        <DataTable
          caption="Segments that overlap"
          columns={COLUMNS}
          rows={overlaps}
          keyOf={({ a, b }) => `${a.segmentId} ${b.segmentId}`}
        />
      )}
    </Card>
  );
}

const ADVICE = {
  same: { tone: 'warning', title: 'Nearly the same' },
  subset: { tone: 'info', title: 'One is part of the other' },
  overlap: { tone: undefined, title: 'Overlap' },
} as const;

const COLUMNS: Column<Pair>[] = [
  {
    title: 'Pair',
    kind: 'main',
    cell: ({ a, b }) => (
      <>
        <Link url={`/app/segments/${a.segmentId}/health`}>{a.name}</Link> and{' '}
        <Link url={`/app/segments/${b.segmentId}/health`}>{b.name}</Link>
      </>
    ),
  },
  {
    title: 'What it means',
    cell: ({ advice }) => {
      const { tone, title } = ADVICE[advice];
      return <Badge {...(tone ? { tone } : {})}>{title}</Badge>;
    },
  },
  { title: 'In both', kind: 'number', cell: ({ shared }) => formatCount(shared) },
  { title: 'Of the smaller one', kind: 'number', cell: ({ ofSmaller }) => <ShareBar share={ofSmaller} /> },
];
