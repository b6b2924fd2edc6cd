import type { DecidingMetric } from '#app/domain/experiments/checkouts/columns.ts';
import type { SliceArm, Slices } from '#app/domain/experiments/checkouts/slices.ts';
import { ChartCard } from '../chart-card.tsx';
import { DataTable } from '../data-table.tsx';
import { formatCount } from '../format.ts';
import { formatDifference, METRIC_TITLES } from '../measurements/words.ts';
import { Intervals, type IntervalRow } from './intervals.tsx';
import { sliceFinding } from './slice-words.ts';

interface SliceChartProps {
  readonly slices: Slices;
  readonly arm: string;
  readonly control: string;
  readonly deciding: DecidingMetric;
  readonly currency: string;
  /** Of everybody, with its own interval; null while it may not be told. */
  readonly whole: SliceArm['added'];
  readonly nameOf: (segmentId: string | null) => string;
}

interface SliceRow extends IntervalRow {
  readonly ofArm: SliceArm;
  readonly ofControl: SliceArm;
}

/** One arm's deciding difference in each segment, one interval under another. */
export function SliceChart({ slices, arm, control, deciding, currency, whole, nameOf }: SliceChartProps) {
  const rows = slices.slices.flatMap(({ segmentId, arms }): SliceRow[] => {
    const [ofArm, ofControl] = [arm, control].map((name) => arms.find((other) => other.arm === name));
    if (!ofArm || !ofControl) return [];
    return [{ name: nameOf(segmentId), added: ofArm.added, ofArm, ofControl }];
  });
  const tell = (value: number) => formatDifference(deciding, value, currency);
  const ofBoth = (row: SliceRow, count: 'units' | 'checkouts' | 'orders') =>
    `${formatCount(row.ofArm[count])} / ${formatCount(row.ofControl[count])}`;
  return (
    <ChartCard
      title={`${METRIC_TITLES[deciding]} by segment: ${arm} less ${control}`}
      finding={sliceFinding(rows)}
      note="Everybody has the interval of the whole experiment. Those of the slices all hold at once, however often you look; segments may share shoppers."
      chart={
        <Intervals
          rows={[...(whole === null ? [] : [{ name: 'Everybody', added: whole, isWhole: true }]), ...rows]}
          tell={tell}
        />
      }
      table={
        <DataTable
          caption={`${arm} less ${control} by segment`}
          rows={rows}
          keyOf={({ name }) => name}
          columns={[
            { title: 'Segment', kind: 'main', cell: ({ name }) => name },
            { title: `Drawn, ${arm} / ${control}`, kind: 'number', cell: (row) => ofBoth(row, 'units') },
            { title: 'Checkouts', kind: 'number', cell: (row) => ofBoth(row, 'checkouts') },
            { title: 'Orders', kind: 'number', cell: (row) => ofBoth(row, 'orders') },
            {
              title: 'Difference',
              kind: 'number',
              cell: ({ added }) => (added === null ? '–' : tell(added.difference)),
            },
            { title: 'From', kind: 'number', cell: ({ added }) => (added === null ? '–' : tell(added.low)) },
            { title: 'To', kind: 'number', cell: ({ added }) => (added === null ? '–' : tell(added.high)) },
          ]}
        />
      }
    />
  );
}
