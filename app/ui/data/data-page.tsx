import { BlockStack, Button, ButtonGroup, Card, Page, Text } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { showToast } from '../app-bridge.ts';
import { BackfillSteps, isReading } from '../backfill-steps.tsx';
import type { Step } from '../backfill-steps.tsx';
import { DataTable } from '../data-table.tsx';
import type { Column } from '../data-table.tsx';
import { formatCount, formatShare, formatTime, plural } from '../format.ts';
import { useRefresh } from '../use-refresh.ts';
import { EstimatesCard, type EstimatesView } from './estimates-card.tsx';
import { ReconciliationCard, type ReconciliationView } from './reconciliation-card.tsx';

interface Topic {
  readonly topic: string;
  readonly pending: number;
  readonly folded: number;
  readonly quarantined: number;
  readonly newestAt: Instant;
  readonly weekBefore: number | null;
  readonly outOfOrder: number;
  readonly lateness: { readonly median: number; readonly p99: number } | null;
  readonly foldP99: number | null;
}

interface Delivery {
  readonly id: string;
  readonly topic: string;
  readonly receivedAt: Instant;
  readonly attempts: number;
  readonly reason: { readonly code: string; readonly message: string; readonly path: string | null };
}

export interface DataPageView {
  readonly topics: readonly Topic[];
  readonly since: Instant;
  readonly asOf: Instant;
  readonly quarantined: readonly Delivery[];
  readonly quarantinedInAll: number;
  readonly backfill: readonly Step[];
  readonly reconciliation: ReconciliationView | null;
  readonly estimates: EstimatesView | null;
  readonly currency: string;
  readonly timezone: string;
}

/** Data: what came in, what is stuck, how far the history was read. */
export function DataPage({
  topics,
  since,
  asOf,
  quarantined,
  quarantinedInAll,
  backfill,
  reconciliation,
  estimates,
  currency,
  timezone,
}: DataPageView) {
  const isUnderWay = reconciliation !== null && reconciliation.finishedAt === null;
  const isMoving = isUnderWay || isReading(backfill) || topics.some(({ pending }) => pending > 0);
  useRefresh(isMoving ? 2_000 : 10_000);
  return (
    <Page title="Data" subtitle={`Read at ${formatTime(asOf, timezone)}.`}>
      <BlockStack gap="400">
        <QuarantineCard deliveries={quarantined} inAll={quarantinedInAll} timezone={timezone} />
        <Section
          title="News from Shopify in the last day"
          note={`Webhook deliveries and events of the web pixel (pixel/…) since ${formatTime(since, timezone)}, by topic, beside the same hours a week before. Late is from what happened to its arrival here.`}
        >
          {topics.length === 0 ? (
            <Note>None yet. They come with every order, cart, customer and product that changes.</Note>
          ) : (
            <DataTable
              caption="Deliveries by topic"
              columns={topicColumns(timezone)}
              rows={topics}
              keyOf={({ topic }) => topic}
            />
          )}
        </Section>
        <ReconciliationCard reconciliation={reconciliation} timezone={timezone} />
        <EstimatesCard estimates={estimates} currency={currency} timezone={timezone} />
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              History
            </Text>
            {backfill.length === 0 ? (
              <Text as="p" tone="subdued">
                Not read yet. It starts by itself after the install.
              </Text>
            ) : (
              <BackfillSteps steps={backfill} />
            )}
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}

function Section({ title, note, children }: { title: string; note: string; children: React.ReactNode }) {
  return (
    <Card padding="0">
      <div className="card-head">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {note}
        </Text>
      </div>
      {children}
    </Card>
  );
}

function Note({ children }: { children: string }) {
  return (
    <div className="card-note">
      <Text as="p" tone="subdued">
        {children}
      </Text>
    </div>
  );
}

function topicColumns(timezone: string): Column<Topic>[] {
  return [
    { title: 'Topic', kind: 'main', cell: ({ topic }) => topic },
    { title: 'Taken in', kind: 'number', cell: ({ folded }) => formatCount(folded) },
    { title: 'Waiting', kind: 'number', cell: ({ pending }) => formatCount(pending) },
    { title: 'In quarantine', kind: 'number', cell: ({ quarantined }) => formatCount(quarantined) },
    {
      title: 'A week before',
      kind: 'number',
      cell: ({ weekBefore }) => (weekBefore === null ? 'Not known' : formatCount(weekBefore)),
    },
    { title: 'Out of order', kind: 'number', cell: (topic) => formatShare(topic.outOfOrder, allOf(topic)) },
    {
      title: 'Late: half, 99 of 100',
      kind: 'number',
      cell: ({ lateness }) =>
        lateness === null ? 'Not told' : `${formatDelay(lateness.median)}, ${formatDelay(lateness.p99)}`,
    },
    {
      title: 'Folded within, 99 of 100',
      kind: 'number',
      cell: ({ foldP99 }) => (foldP99 === null ? 'Not yet' : formatDelay(foldP99)),
    },
    { title: 'Newest', kind: 'number', cell: ({ newestAt }) => formatTime(newestAt, timezone) },
  ];
}

const allOf = ({ pending, folded, quarantined }: Topic): number => pending + folded + quarantined;

/** Seconds in the unit that a person would say. */
function formatDelay(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

interface QuarantineCardProps {
  readonly deliveries: readonly Delivery[];
  readonly inAll: number;
  readonly timezone: string;
}

function QuarantineCard({ deliveries, inAll, timezone }: QuarantineCardProps) {
  const note =
    inAll > deliveries.length
      ? `${plural(inAll, 'delivery', 'deliveries')}, the newest ${formatCount(deliveries.length)} here.`
      : `${plural(inAll, 'delivery', 'deliveries')} that could not be read. Nothing is lost: replay one once its cause is gone.`;
  return (
    <Section title="Quarantine" note={note}>
      {deliveries.length === 0 ? (
        <Note>Empty, as it should be.</Note>
      ) : (
        <DataTable
          caption="Quarantine"
          columns={quarantineColumns(timezone)}
          rows={deliveries}
          keyOf={({ id }) => id}
        />
      )}
    </Section>
  );
}

function quarantineColumns(timezone: string): Column<Delivery>[] {
  return [
    {
      title: 'Delivery',
      kind: 'main',
      cell: ({ topic, reason }) => (
        <BlockStack gap="050">
          <Text as="span" fontWeight="medium">
            {topic}
          </Text>
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            {reason.path ? `${reason.message} (at ${reason.path})` : reason.message}
          </Text>
        </BlockStack>
      ),
    },
    { title: 'Reason', cell: ({ reason }) => nameReason(reason.code) },
    { title: 'Attempts', kind: 'number', cell: ({ attempts }) => formatCount(attempts) },
    { title: 'Received', kind: 'number', cell: ({ receivedAt }) => formatTime(receivedAt, timezone) },
    { title: 'Actions', kind: 'actions', cell: (delivery) => <DeliveryActions delivery={delivery} /> },
  ];
}

/** "malformed-json" is "Malformed JSON". */
function nameReason(code: string): string {
  const words = code.replaceAll('-', ' ').replace(/\bjson\b/, 'JSON');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function DeliveryActions({ delivery: { id, topic } }: { delivery: Delivery }) {
  const fetcher = useFetcher<{ kind: 'replay' | 'discard' }>();
  const { data, state } = fetcher;
  useEffect(() => {
    if (state === 'idle' && data)
      showToast(data.kind === 'replay' ? 'Back in the line' : 'Delivery discarded');
  }, [data, state]);
  const send = (intent: 'replay' | 'discard') =>
    fetcher.submit(JSON.stringify({ intent, id }), { method: 'post', encType: 'application/json' });
  return (
    <ButtonGroup noWrap>
      <Button
        size="slim"
        loading={state !== 'idle'}
        onClick={() => send('replay')}
        accessibilityLabel={`Replay ${topic} ${id}`}
      >
        Replay
      </Button>
      <Button
        size="slim"
        variant="tertiary"
        tone="critical"
        disabled={state !== 'idle'}
        onClick={() => send('discard')}
        accessibilityLabel={`Discard ${topic} ${id}`}
      >
        Discard
      </Button>
    </ButtonGroup>
  );
}
