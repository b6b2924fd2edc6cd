import { Badge, BlockStack, Card, Select } from '@shopify/polaris';
import { CardHead } from '../../card-head.tsx';
import { useState } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { SegmentDrift } from '#app/domain/segments/health/report.ts';
import { DataTable, type Column } from '../../data-table.tsx';
import { formatShare } from '../../format.ts';
import { ChartCard } from '../../chart-card.tsx';
import { AXIS_X, AXIS_Y, GRID, NOW_COLOR, THEN_COLOR } from '../../chart-style.ts';
import { Legend } from '../../legend.tsx';
import { groupName } from './group-name.ts';

interface DriftCardProps {
  readonly drift: readonly SegmentDrift[];
  readonly currency: string;
  readonly note: string;
}

/** Members of then beside members of now: each thing compared, and the one chosen as a chart. */
export function DriftCard({ drift, currency, note }: DriftCardProps) {
  const subjects = [...new Set(drift.map(({ subject }) => subject))];
  const [chosen, setChosen] = useState(() => keyOf(worstOf(drift)));
  const shown = drift.find((each) => keyOf(each) === chosen) ?? drift[0];
  if (!shown) return null;
  return (
    <BlockStack gap="400">
      <Card padding="0">
        <div className="card-head">
          <CardHead title="Are they still the same kind of shopper?">{note}</CardHead>
        </div>
        <DataTable
          caption="Drift of members"
          columns={columnsFor(drift)}
          rows={subjects}
          keyOf={(subject) => subject}
        />
      </Card>
      <ChartCard
        title="Then and now"
        finding={shown.sentence}
        note={measured(shown)}
        chart={
          <>
            <Choice drift={drift} chosen={keyOf(shown)} onChoose={setChosen} />
            <GroupChart drift={shown} currency={currency} />
          </>
        }
        table={<GroupTable drift={shown} currency={currency} />}
      />
    </BlockStack>
  );
}

const keyOf = (drift: SegmentDrift | undefined): string => (drift ? `${drift.daysAgo} ${drift.subject}` : '');

/** What moved most for its chance bound; the month goes before the week. */
function worstOf(drift: readonly SegmentDrift[]): SegmentDrift | undefined {
  const excess = ({ psi, chanceBound }: SegmentDrift): number => (psi ?? 0) / (chanceBound || 1);
  return drift.toSorted((a, b) => excess(b) - excess(a) || b.daysAgo - a.daysAgo)[0];
}

function columnsFor(drift: readonly SegmentDrift[]): Column<string>[] {
  const spans = [...new Set(drift.map(({ daysAgo }) => daysAgo))];
  return [
    { title: 'Compared', kind: 'main', cell: capital },
    ...spans.map((daysAgo): Column<string> => ({
      title: `Over ${daysAgo} days`,
      cell: (subject) => {
        const found = drift.find((each) => each.subject === subject && each.daysAgo === daysAgo);
        return found ? <Verdict drift={found} /> : '–';
      },
    })),
  ];
}

const VERDICTS = {
  steady: { tone: 'success', title: 'Same' },
  drifted: { tone: 'warning', title: 'Moved' },
  'drifted-much': { tone: 'critical', title: 'Moved much' },
  'too-few': { tone: undefined, title: 'Too few to say' },
} as const;

function Verdict({ drift: { verdict } }: { drift: SegmentDrift }) {
  const { tone, title } = VERDICTS[verdict];
  return <Badge {...(tone ? { tone } : {})}>{title}</Badge>;
}

function measured({ psi, chanceBound, gap, before, now, daysAgo }: SegmentDrift): string {
  if (psi === null || chanceBound === null) return `${before} members ${daysAgo} days ago, ${now} now.`;
  const index = `Stability index ${psi.toFixed(2)}; by chance alone it stays under ${chanceBound.toFixed(2)} at ${before} members then and ${now} now`;
  return gap === null
    ? `${index}.`
    : `${index}. Largest gap of the cumulative shares ${gap.found.toFixed(2)} (Kolmogorov–Smirnov), by chance under ${gap.critical.toFixed(2)}.`;
}

interface ChoiceProps {
  readonly drift: readonly SegmentDrift[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

function Choice({ drift, chosen, onChoose }: ChoiceProps) {
  return (
    <Select
      label="Compare"
      labelInline
      options={drift.map((each) => ({
        value: keyOf(each),
        label: `${capital(each.subject)}, over ${each.daysAgo} days`,
      }))}
      value={chosen}
      onChange={onChoose}
    />
  );
}

interface GroupsProps {
  readonly drift: SegmentDrift;
  readonly currency: string;
}

/** Bars lie on their side: the names of groups are long, and a phone is narrow. */
function GroupChart({ drift, currency }: GroupsProps) {
  const points = drift.groups.map((group) => ({ ...group, label: groupName(group, drift.unit, currency) }));
  return (
    <>
      <div
        className="chart"
        role="img"
        aria-label={drift.sentence}
        style={{ height: points.length * GROUP_HEIGHT + AXIS_HEIGHT }}
      >
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={points}
            layout="vertical"
            barGap={0}
            margin={{ top: 0, right: 12, bottom: 0, left: 0 }}
          >
            <CartesianGrid {...GRID} horizontal={false} vertical />
            <XAxis type="number" tickFormatter={(share: number) => formatShare(share, 1)} {...AXIS_X} />
            <YAxis type="category" dataKey="label" {...AXIS_Y} interval={0} />
            <Tooltip formatter={(share) => formatShare(Number(share), 1)} />
            <Bar
              dataKey="before"
              name={`${drift.daysAgo} days ago`}
              fill={THEN_COLOR}
              isAnimationActive={false}
            />
            <Bar dataKey="now" name="Now" fill={NOW_COLOR} isAnimationActive={false} />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <Legend
        series={[
          { title: `Members ${drift.daysAgo} days ago`, color: THEN_COLOR },
          { title: 'Members now', color: NOW_COLOR },
        ]}
      />
    </>
  );
}

const GROUP_HEIGHT = 34;
const AXIS_HEIGHT = 34;

function GroupTable({ drift, currency }: GroupsProps) {
  const columns: Column<SegmentDrift['groups'][number]>[] = [
    { title: capital(drift.subject), kind: 'main', cell: (group) => groupName(group, drift.unit, currency) },
    { title: `${drift.daysAgo} days ago`, kind: 'number', cell: ({ before }) => formatShare(before, 1) },
    { title: 'Now', kind: 'number', cell: ({ now }) => formatShare(now, 1) },
  ];
  return (
    <DataTable
      caption={`${drift.subject}, then and now`}
      columns={columns}
      rows={drift.groups}
      keyOf={(group) => groupName(group, drift.unit, currency)}
    />
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
