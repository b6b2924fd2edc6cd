import { Badge, Banner, Box, Card, Link, List, Page } from '@shopify/polaris';
import { EmptyState } from '../empty-state.tsx';
import { toldTwice } from '#app/domain/quality/connections/told-twice.ts';
import { DataTable, type Column } from '../data-table.tsx';
import { formatCount, formatTime, plural } from '../format.ts';
import { useRefresh } from '../use-refresh.ts';
import type { ConnectionView } from './view.ts';

interface ConnectionListView {
  readonly connections: readonly ConnectionView[];
  readonly timezone: string;
}

/** Connections: what other systems tell of customers. */
export function ConnectionList({ connections, timezone }: ConnectionListView) {
  useRefresh(5_000);
  return (
    <Page
      title="Connections"
      subtitle="What your other systems know of customers, as facts for rules. Asked in the background, never by a checkout."
      primaryAction={{ content: 'New connection', url: '/app/connections/new' }}
    >
      <Card padding="0">
        {connections.length === 0 ? (
          <NoConnections />
        ) : (
          <DataTable
            caption="Connections"
            columns={columnsOf(timezone)}
            rows={connections}
            keyOf={({ id }) => id}
          />
        )}
      </Card>
      <ToldTwice connections={connections} />
    </Page>
  );
}

/** Which connections speak of the same thing, and who is believed. */
function ToldTwice({ connections }: Pick<ConnectionListView, 'connections'>) {
  const shared = toldTwice(connections);
  if (shared.length === 0) return null;
  return (
    <Box paddingBlockStart="400">
      <Banner title="Told by more than one connection">
        <List>
          {shared.map(({ field, names }) => (
            <List.Item key={field}>
              {field}: {names.join(', ')}
            </List.Item>
          ))}
        </List>
        <p>
          Of each customer the newest answer counts, whoever gave it; only the tier that a metafield of
          Shopify tells goes before the others. Name the fields differently where a rule should tell the
          sources apart.
        </p>
      </Banner>
    </Box>
  );
}

function NoConnections() {
  return (
    <EmptyState
      heading="Let rules ask what your other systems know"
      action={{ content: 'New connection', url: '/app/connections/new' }}
    >
      <p>
        Points of a loyalty service, a score of your CRM, the region of an address: each becomes a fact such
        as connected.number of field &quot;points&quot;.
      </p>
    </EmptyState>
  );
}

function columnsOf(timezone: string): Column<ConnectionView>[] {
  return [
    {
      title: 'Connection',
      kind: 'main',
      cell: ({ id, name }) => (
        <Link url={`/app/connections/${id}`} removeUnderline>
          {name}
        </Link>
      ),
    },
    { title: 'State', cell: (connection) => <State connection={connection} timezone={timezone} /> },
    { title: 'Customers told of', kind: 'number', cell: ({ customers }) => formatCount(customers.told) },
    { title: 'Not used', cell: ({ customers }) => sayUnused(customers) },
    {
      title: 'Last asked',
      kind: 'number',
      cell: ({ newestAt }) => (newestAt === null ? 'Never' : formatTime(newestAt, timezone)),
    },
  ];
}

export function State({ connection, timezone }: { connection: ConnectionView; timezone: string }) {
  const { isOn, pausedUntil, problem } = connection;
  if (!isOn) return <Badge>Off</Badge>;
  if (pausedUntil !== null && problem !== null)
    return <Badge tone="critical">{`Fails, asked again ${formatTime(pausedUntil, timezone)}`}</Badge>;
  return <Badge tone="success">On</Badge>;
}

function sayUnused({ contradicted, failed }: ConnectionView['customers']): string {
  const said = [
    ...(contradicted > 0 ? [`${plural(contradicted, 'answer')} contradicted the shop`] : []),
    ...(failed > 0 ? [`${plural(failed, 'question')} failed`] : []),
  ];
  return said.length === 0 ? 'None' : said.join('; ');
}
