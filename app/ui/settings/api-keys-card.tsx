import { Badge, Banner, BlockStack, Button, Card, InlineStack, TextField } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { useFetcher } from '@remix-run/react';
import { useEffect, useState } from 'react';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { showToast } from '../app-bridge.ts';
import { DataTable } from '../data-table.tsx';
import type { Column } from '../data-table.tsx';
import { formatDate, formatTime } from '../format.ts';

interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

type KeyAnswer =
  | { readonly kind: 'key-created'; readonly key: string; readonly name: string }
  | { readonly kind: 'refused'; readonly sentence: string };

/** Keys for server-side callers of the recommendations API: made, shown once, revoked. */
export function ApiKeysCard({ keys, timezone }: { keys: readonly ApiKey[]; timezone: string }) {
  const fetcher = useFetcher<KeyAnswer>();
  const [name, setName] = useState('');
  const { data, state } = fetcher;
  useEffect(() => {
    if (data?.kind === 'key-created') setName('');
  }, [data]);
  const create = () =>
    fetcher.submit(JSON.stringify({ intent: 'create-key', name }), {
      method: 'post',
      encType: 'application/json',
    });
  return (
    <Card padding="0">
      <div className="card-head">
        <BlockStack gap="300">
          <CardHead title="API keys">
            For your own servers: GET /api/recommendations with “Authorization: Bearer” and the key. Never put
            one into a web page.
          </CardHead>
          {data?.kind === 'key-created' && <NewKey name={data.name} secret={data.key} />}
          <InlineStack gap="200" blockAlign="start">
            <div style={{ flex: '1 1 12rem' }}>
              <TextField
                label="Name of a new key"
                value={name}
                onChange={setName}
                maxLength={60}
                autoComplete="off"
                placeholder="Newsletter server"
                error={data?.kind === 'refused' ? data.sentence : undefined}
                connectedRight={
                  <Button onClick={create} loading={state !== 'idle'} disabled={name.trim() === ''}>
                    Create key
                  </Button>
                }
              />
            </div>
          </InlineStack>
        </BlockStack>
      </div>
      {keys.length > 0 && (
        <DataTable caption="API keys" columns={columnsFor(timezone)} rows={keys} keyOf={({ id }) => id} />
      )}
    </Card>
  );
}

function NewKey({ name, secret }: { name: string; secret: string }) {
  const copy = () => void navigator.clipboard?.writeText(secret).then(() => showToast('Key copied'));
  return (
    <Banner tone="success" title={`The key “${name}”, shown this once`}>
      <BlockStack gap="200">
        <p>Copy it now: Attune keeps only a fingerprint of it.</p>
        <div className="secret">{secret}</div>
        <div>
          <Button onClick={copy}>Copy</Button>
        </div>
      </BlockStack>
    </Banner>
  );
}

function columnsFor(timezone: string): Column<ApiKey>[] {
  return [
    { title: 'Name', kind: 'main', cell: ({ name }) => name },
    { title: 'Begins with', cell: ({ hint }) => <span className="code-line">{`${hint}…`}</span> },
    { title: 'Created', kind: 'number', cell: ({ createdAt }) => formatDate(createdAt, timezone) },
    {
      title: 'Last used',
      kind: 'number',
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'Never' : formatTime(lastUsedAt, timezone)),
    },
    { title: 'Actions', kind: 'actions', cell: (key) => <RevokeCell apiKey={key} timezone={timezone} /> },
  ];
}

function RevokeCell({ apiKey: { id, name, revokedAt }, timezone }: { apiKey: ApiKey; timezone: string }) {
  const fetcher = useFetcher();
  if (revokedAt !== null) return <Badge>{`Revoked ${formatDate(revokedAt, timezone)}`}</Badge>;
  const revoke = () =>
    fetcher.submit(JSON.stringify({ intent: 'revoke-key', id }), {
      method: 'post',
      encType: 'application/json',
    });
  return (
    <Button
      size="slim"
      tone="critical"
      loading={fetcher.state !== 'idle'}
      onClick={revoke}
      accessibilityLabel={`Revoke ${name}`}
    >
      Revoke
    </Button>
  );
}
