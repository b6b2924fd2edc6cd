import { Card, Link, Text } from '@shopify/polaris';
import type { SegmentOverlap } from '#app/domain/segments/health/report.ts';
import { DataTable, type Column } from '../../data-table.tsx';
import { formatCount, formatShare } from '../../format.ts';

/** What this segment shares with the others. */
export function OverlapCard({ overlaps, note }: { overlaps: readonly SegmentOverlap[]; note: string }) {
  return (
    <Card padding="0">
      <div className="card-head">
        <Text as="h2" variant="headingMd">
          Shared with other segments
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {note}
        </Text>
      </div>
      {overlaps.length === 0 ? (
        <div className="card-note">
          <Text as="p" tone="subdued">
            No other segment has a member of this one.
          </Text>
        </div>
      ) : (
        <DataTable
          caption="Overlap with other segments"
          columns={COLUMNS}
          rows={overlaps}
          keyOf={({ segmentId }) => segmentId}
        />
      )}
    </Card>
  );
}

const COLUMNS: Column<SegmentOverlap>[] = [
  {
    title: 'Segment',
    kind: 'main',
    cell: ({ segmentId, name }) => (
      <Link url={`/app/segments/${segmentId}/health`} monochrome>
        {name}
      </Link>
    ),
  },
  { title: 'In both', kind: 'number', cell: ({ shared }) => formatCount(shared) },
  {
    title: 'Of this in the other',
    kind: 'number',
    cell: ({ containedInOther }) => <ShareBar share={containedInOther} />,
  },
  {
    title: 'Of the other in this',
    kind: 'number',
    cell: ({ otherContained }) => <ShareBar share={otherContained} />,
  },
];

/** A share as a bar beside its number. */
export function ShareBar({ share }: { share: number }) {
  return (
    <span className="share-bar">
      <span className="share-bar-track" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span>{formatShare(share, 1)}</span>
    </span>
  );
}
