import { BlockStack, Button, ButtonGroup, Card, Page, Text } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { BackfillSteps, isReading } from '../backfill-steps.tsx';
import type { Step } from '../backfill-steps.tsx';
import { DataTable } from '../data-table.tsx';
import type { Column } from '../data-table.tsx';
import { formatCount, formatTime, plural } from '../format.ts';
import { useRefresh } from '../use-refresh.ts';
import { useToast } from '../use-toast.ts';
import { AlarmsBanner } from './alarms.tsx';
import { CensusCard, type CensusView } from './census-card.tsx';
import { EstimatesCard, type EstimatesView } from './estimates-card.tsx';
import { Note, Section } from '../section.tsx';
import { TopicsCard, type HealthView } from './topics-card.tsx';
import { VolumeCard } from './volume-card.tsx';
import { ReconciliationCard, type ReconciliationView } from './reconciliation-card.tsx';

interface Delivery {
  readonly id: string;
  readonly topic: string;
  readonly receivedAt: Instant;
  readonly attempts: number;
  readonly reason: { readonly code: string; readonly message: string; readonly path: string | null };
}

export interface DataPageView {
  readonly health: HealthView;
  readonly census: CensusView | null;
  readonly asOf: Instant;
  readonly quarantined: readonly Delivery[];
  readonly quarantinedInAll: number;
  readonly backfill: readonly Step[];
  readonly reconciliation: ReconciliationView | null;
  readonly estimates: EstimatesView | null;
  readonly currency: string;
  readonly timezone: string;
}

/** Data: is what comes in healthy, what is stuck, how complete is what is stored. */
export function DataPage({
  health,
  census,
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
  const isMoving = isUnderWay || isReading(backfill) || health.topics.some(({ waiting }) => waiting > 0);
  useRefresh(isMoving ? 2_000 : 10_000);
  return (
    <Page title="Data" subtitle={`Read at ${formatTime(asOf, timezone)}.`}>
      <BlockStack gap="400">
        <AlarmsBanner alarms={health.alarms} timezone={timezone} />
        <VolumeCard health={health} timezone={timezone} />
        <TopicsCard health={health} timezone={timezone} />
        <QuarantineCard deliveries={quarantined} inAll={quarantinedInAll} timezone={timezone} />
        <ReconciliationCard reconciliation={reconciliation} timezone={timezone} />
        <CensusCard census={census} timezone={timezone} />
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

const DELIVERY_TOASTS = { replay: 'Back in the line', discard: 'Delivery discarded' } as const;

function DeliveryActions({ delivery: { id, topic } }: { delivery: Delivery }) {
  const fetcher = useFetcher<{ kind: 'replay' | 'discard' }>();
  const { data, state } = fetcher;
  useToast(data, data ? DELIVERY_TOASTS[data.kind] : null);
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
