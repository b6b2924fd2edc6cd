import { Badge, Card, Text } from '@shopify/polaris';
import { DataTable, type Column } from '../data-table.tsx';
import { formatCount, formatTime } from '../format.ts';
import { servingOf, type VersionView } from './view.ts';
import { formatDuration, shareWithChance } from './words.ts';

interface VersionsProps {
  readonly versions: readonly VersionView[];
  readonly timezone: string;
}

const MOST_SHOWN = 10;

/** The newest trainings, with what each rests on and whether it serves. */
export function VersionsCard({ versions, timezone }: VersionsProps) {
  return (
    <Card padding="0">
      <div className="card-head">
        <Text as="h2" variant="headingMd">
          Versions
        </Text>
      </div>
      <DataTable
        caption="Model versions"
        columns={columnsFor(servingOf(versions)?.version ?? 0, timezone)}
        rows={versions.slice(0, MOST_SHOWN)}
        keyOf={({ version }) => String(version)}
      />
    </Card>
  );
}

function columnsFor(serving: number, timezone: string): Column<VersionView>[] {
  return [
    { title: 'Version', kind: 'main', cell: ({ version }) => String(version) },
    { title: 'State', cell: (version) => <State version={version} serving={serving} /> },
    { title: 'Trained', kind: 'number', cell: ({ trainedAt }) => formatTime(trainedAt, timezone) },
    { title: 'Orders', kind: 'number', cell: ({ orders }) => formatCount(orders) },
    { title: 'Products', kind: 'number', cell: ({ products }) => formatCount(products) },
    {
      title: 'In the first 10',
      kind: 'number',
      cell: ({ gate }) => (gate === null ? 'Not tested' : shareWithChance(gate.candidate)),
    },
    { title: 'Took', kind: 'number', cell: ({ durationMs }) => formatDuration(durationMs) },
  ];
}

function State({ version, serving }: { version: VersionView; serving: number }) {
  if (version.objection !== null) return <Badge tone="attention">Refused</Badge>;
  return version.version === serving ? <Badge tone="success">Serves</Badge> : <Badge>Replaced</Badge>;
}
