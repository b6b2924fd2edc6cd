import {
  BlockStack,
  Button,
  ButtonGroup,
  Card,
  InlineStack,
  Page,
  Spinner,
  Text,
  TextField,
} from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState, type ComponentProps } from 'react';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { Note, Section } from '../section.tsx';
import { DataTable, type Column } from '../data-table.tsx';
import { DeleteQuestion } from '../delete-question.tsx';
import { formatTime, plural } from '../format.ts';
import { ConsentCard } from './consent-card.tsx';
import { RetentionCard } from './retention-card.tsx';
import { useRefresh } from '../use-refresh.ts';
import { useToast } from '../use-toast.ts';

interface Receipt {
  readonly id: string;
  readonly topic: string;
  readonly completedAt: Instant;
  readonly counts: Readonly<Record<string, number>>;
  readonly exportUntil: Instant | null;
}

interface Waiting {
  readonly topic: string;
  readonly askedAt: Instant;
}

type Answer =
  | { readonly kind: 'asked'; readonly wish: 'export' | 'erase' }
  | { readonly kind: 'unreadable' | 'unknown'; readonly given: string }
  | { readonly kind: 'fetched'; readonly name: string; readonly text: string };

/** Privacy: what consent allows, how long data is kept, one customer's data handed out or erased, and the receipts of it. */
interface PrivacyView extends ComponentProps<typeof RetentionCard>, ComponentProps<typeof ConsentCard> {
  readonly receipts: readonly Receipt[];
  /** Requests without a receipt yet, oldest first. */
  readonly waiting: readonly Waiting[];
}

export function PrivacyPage(view: PrivacyView) {
  const { receipts, waiting, timezone, retention, enforced, ...consent } = view;
  useRefresh(waiting.length > 0 ? 1_000 : 5_000);
  return (
    <Page title="Privacy">
      <BlockStack gap="400">
        <ConsentCard {...consent} />
        <RetentionCard retention={retention} enforced={enforced} timezone={timezone} />
        <RequestCard />
        <Section
          title="Receipts"
          note="Of every request that was carried out, from Shopify or from here: rows found or removed by table. A receipt names nobody."
        >
          <WaitingRequests waiting={waiting} timezone={timezone} />
          {receipts.length === 0 && waiting.length === 0 && <Note>None yet.</Note>}
          {receipts.length > 0 && (
            <DataTable
              caption="Receipts"
              columns={columnsOf(timezone)}
              rows={receipts}
              keyOf={({ id }) => id}
            />
          )}
        </Section>
      </BlockStack>
    </Page>
  );
}

/** What is being carried out, with a sign that it goes on. */
function WaitingRequests({ waiting, timezone }: Pick<PrivacyView, 'waiting' | 'timezone'>) {
  return (
    <div role="status">
      {waiting.map(({ topic, askedAt }, index) => (
        <div className="card-note" key={index}>
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            <Spinner size="small" />
            <Text as="p">
              {nameOf(topic)}, asked for {formatTime(askedAt, timezone)}: being carried out.
            </Text>
          </InlineStack>
        </div>
      ))}
    </div>
  );
}

function RequestCard() {
  const fetcher = useFetcher<Answer>();
  const [customer, setCustomer] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const erase = useRef<HTMLSpanElement>(null);
  const { data, state } = fetcher;
  useToast(data, data?.kind === 'asked' ? ASKED_TOASTS[data.wish] : null);
  useEffect(() => {
    if (data?.kind === 'asked') setCustomer('');
  }, [data]);
  const send = (intent: 'export' | 'erase') =>
    fetcher.submit(JSON.stringify({ intent, customer }), { method: 'post', encType: 'application/json' });
  const isEmpty = customer.trim() === '';
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          One customer
        </Text>
        <Text as="p" tone="subdued">
          Export everything that Attune holds of a customer, or erase it here. Orders stay without the
          customer, for your figures. What Shopify holds is not touched.
        </Text>
        <TextField
          label="Customer number"
          autoComplete="off"
          value={customer}
          onChange={setCustomer}
          helpText="The number at the end of the customer's address in Shopify's admin."
          error={refusalOf(data)}
        />
        <ButtonGroup>
          <Button disabled={isEmpty} loading={state !== 'idle'} onClick={() => send('export')}>
            Export
          </Button>
          <span ref={erase}>
            <Button tone="critical" disabled={isEmpty || state !== 'idle'} onClick={() => setIsAsking(true)}>
              Erase
            </Button>
          </span>
        </ButtonGroup>
        <DeleteQuestion
          name={`Customer ${customer.trim()}`}
          verb="Erase"
          consequence="All that Attune holds of this customer is gone for good, within seconds."
          isOpen={isAsking}
          askedFrom={erase}
          onKeep={() => setIsAsking(false)}
          onDelete={() => (setIsAsking(false), send('erase'))}
        />
      </BlockStack>
    </Card>
  );
}

const ASKED_TOASTS = { export: 'The export comes within seconds', erase: 'Erased within seconds' } as const;

function refusalOf(data: Answer | undefined): string | undefined {
  if (data?.kind === 'unreadable') return `Expected a customer's number, found “${data.given}”.`;
  if (data?.kind === 'unknown') return `No customer with the number “${data.given}” is known here.`;
  return undefined;
}

const NAMES: Readonly<Record<string, string>> = {
  'customers/data_request': 'Export',
  'customers/redact': 'Erasure',
  'shop/redact': 'Erasure of the shop',
};

const nameOf = (topic: string): string => NAMES[topic] ?? topic;

function columnsOf(timezone: string): Column<Receipt>[] {
  return [
    { title: 'Request', kind: 'main', cell: ({ topic }) => nameOf(topic) },
    { title: 'Found or removed', cell: ({ counts }) => sayCounts(counts) },
    { title: 'Carried out', kind: 'number', cell: ({ completedAt }) => formatTime(completedAt, timezone) },
    {
      title: 'Export',
      kind: 'actions',
      cell: ({ id, exportUntil }) => (exportUntil === null ? null : <FetchButton id={id} />),
    },
  ];
}

function sayCounts(counts: Receipt['counts']): string {
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  if (found.length === 0) return 'Nothing was held';
  return found.map(([table, count]) => `${table.replaceAll('_', ' ')}: ${plural(count, 'row')}`).join(', ');
}

function FetchButton({ id }: { id: string }) {
  const fetcher = useFetcher<Answer>();
  const { data, state } = fetcher;
  useEffect(() => {
    if (state === 'idle' && data?.kind === 'fetched') saveFile(data.name, data.text);
  }, [data, state]);
  return (
    <Button
      size="slim"
      loading={state !== 'idle'}
      onClick={() =>
        fetcher.submit(JSON.stringify({ intent: 'fetch', id }), {
          method: 'post',
          encType: 'application/json',
        })
      }
      accessibilityLabel={`Download export ${id}`}
    >
      Download
    </Button>
  );
}

function saveFile(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
