import { Badge, BlockStack, Card, Page } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { DataTable, type Column } from '../data-table.tsx';
import { Figure } from '../figure.tsx';
import { formatCount, formatPrice, formatShare, formatTime, plural } from '../format.ts';

interface ReminderRow {
  readonly cartToken: string;
  readonly customerId: string | null;
  readonly abandonedAt: Instant;
  readonly valueMinor: number | null;
  readonly reached: 'cart' | 'checkout';
  readonly state: string;
  readonly told: string;
}

interface RemindersView {
  readonly isOn: boolean;
  readonly hasMailServer: boolean;
  readonly waitHours: number;
  readonly days: number;
  readonly tally: {
    readonly abandoned: number;
    readonly known: number;
    readonly reminded: number;
    readonly recovered: number;
    readonly recoveredMinor: number;
    readonly orderedAnyway: number;
  };
  readonly optOuts: number;
  readonly newest: readonly ReminderRow[];
  readonly currency: string;
  readonly timezone: string;
}

/** What became of carts that were left, and of the reminders of them. */
export function RemindersPage(view: RemindersView) {
  const { tally, days, waitHours, newest, currency } = view;
  return (
    <Page
      title="Reminders"
      subtitle={`Carts left for ${plural(waitHours, 'hour')} in the last ${days} days`}
      titleMetadata={<Badge tone={view.isOn ? 'success' : undefined}>{view.isOn ? 'On' : 'Off'}</Badge>}
      secondaryActions={[{ content: 'Settings', url: '/app/settings#reminders' }]}
    >
      <BlockStack gap="400">
        <div className="figures">
          <Figure
            title="Left"
            value={formatCount(tally.abandoned)}
            note={`${formatCount(tally.known)} by shoppers who are known`}
          />
          <Figure
            title="Reminded"
            value={formatCount(tally.reminded)}
            note={`${tally.known === 0 ? '' : `${formatShare(tally.reminded, tally.known)} of those. `}Unsubscribed so far: ${formatCount(view.optOuts)}`}
          />
          <Figure
            title="Ordered after the reminder"
            value={formatCount(tally.recovered)}
            note={`Within 7 days; carts worth ${formatPrice({ amountMinor: tally.recoveredMinor, currency })}`}
          />
          <Figure
            title="Ordered without one"
            value={formatCount(tally.orderedAnyway)}
            note="Some shoppers come back by themselves: an order after a reminder is not proof that it helped"
          />
        </div>
        <Card padding="0">
          <div className="card-head">
            <CardHead title="The newest">{newest.length > 0 ? HOW : nothingYet(view)}</CardHead>
          </div>
          {newest.length > 0 && (
            <DataTable
              caption="Carts that were left"
              columns={columnsFor(view)}
              rows={newest}
              keyOf={({ cartToken }) => cartToken}
            />
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}

const HOW =
  'One reminder a cart, with the shopper’s consent to marketing e-mail, outside quiet hours. Shoppers in the holdout get none.';

function nothingYet({ isOn, hasMailServer, waitHours }: RemindersView): string {
  if (!hasMailServer)
    return 'No cart was left yet. To remind shoppers by e-mail, enter your mail server in Settings and switch reminders on.';
  if (!isOn) return 'No cart was left yet. Reminders are off: switch them on in Settings.';
  return `No cart was left yet. One counts ${plural(waitHours, 'hour')} after its last change without an order.`;
}

function columnsFor({ currency, timezone }: RemindersView): Column<ReminderRow>[] {
  return [
    { title: 'Left', kind: 'main', cell: ({ abandonedAt }) => formatTime(abandonedAt, timezone) },
    {
      title: 'Shopper',
      cell: ({ customerId }) => (customerId === null ? 'Not known' : (customerId.split('/').at(-1) ?? '')),
    },
    { title: 'Reached', cell: ({ reached }) => (reached === 'checkout' ? 'Checkout' : 'Cart') },
    {
      title: 'Worth',
      kind: 'number',
      cell: ({ valueMinor }) =>
        valueMinor === null ? 'Not told' : formatPrice({ amountMinor: valueMinor, currency }),
    },
    { title: 'What happened', cell: ({ told }) => told },
  ];
}
