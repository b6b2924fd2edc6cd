import { Badge, BlockStack, Button, Card, InlineStack, Link, Page, Text, TextField } from '@shopify/polaris';
import { EmptyState } from '../empty-state.tsx';
import { useSearchParams } from '@remix-run/react';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { DataTable, type Column } from '../data-table.tsx';
import { formatTime, plural } from '../format.ts';
import { useTyped } from '../use-typed.ts';
import { numberOf, placeWords, shopperText, STATE_BADGES } from './words.ts';

export interface DecisionRowView {
  readonly id: string;
  readonly at: Instant;
  readonly shopperId: string | null;
  readonly channel: string;
  readonly orderId: string | null;
  readonly placements: readonly string[];
  readonly shown: readonly string[];
  readonly refusals: number;
  readonly state: keyof typeof STATE_BADGES;
}

interface DecisionListProps {
  readonly rows: readonly DecisionRowView[];
  readonly next: string | null;
  readonly problem: string | null;
  /** The campaign or the experiment whose decisions these are. */
  readonly about: DecisionsAbout | null;
  readonly timezone: string;
}

interface DecisionsAbout {
  readonly kind: 'campaign' | 'experiment';
  readonly id: string;
  readonly campaignName: string;
  readonly days: number;
}

const FROM: Readonly<
  Record<DecisionsAbout['kind'], { readonly title: string; readonly url: string; readonly said: string }>
> = {
  campaign: { title: 'Campaign', url: '/app/campaigns', said: 'that had something of the campaign' },
  experiment: { title: 'Experiment', url: '/app/experiments', said: 'drawn in the experiment on' },
};

/** Titles shown of a decision; the rest is a number. */
const MOST_TITLES = 2;

/** Past decisions, to be looked up by shopper, order, checkout or day. */
export function DecisionList({ rows, next, problem, about, timezone }: DecisionListProps) {
  const [params, setParams] = useSearchParams();
  const isSearching = ['shopper', 'checkout', 'day', 'campaign', 'experiment'].some((name) =>
    params.get(name),
  );
  const from = about && FROM[about.kind];
  return (
    <Page
      title="Past decisions"
      subtitle="Why did this shopper see this, or not?"
      {...(about && from && { backAction: { content: from.title, url: `${from.url}/${about.id}` } })}
    >
      <BlockStack gap="400">
        {about && from && (
          <Text as="p">
            {`Decisions of the last ${about.days} days ${from.said} “${about.campaignName}”. `}
            <Link url={`${from.url}/${about.id}`}>{`Back to the ${about.kind}`}</Link>
          </Text>
        )}
        <Card>
          <SearchFields isSearching={isSearching} problem={problem} />
        </Card>
        <Card padding="0">
          {rows.length === 0 ? (
            <NoDecisions isSearching={isSearching} />
          ) : (
            <DataTable
              caption="Past decisions"
              columns={columnsFor(timezone)}
              rows={rows}
              keyOf={({ id }) => id}
            />
          )}
        </Card>
        {next !== null && (
          <InlineStack align="center">
            <Button
              onClick={() =>
                setParams((known) => {
                  known.set('after', next);
                  return known;
                })
              }
            >
              Older decisions
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Page>
  );
}

function SearchFields({ isSearching, problem }: { isSearching: boolean; problem: string | null }) {
  const [params, setParams] = useSearchParams();
  const { typed, type } = useTyped({
    shopper: params.get('shopper') ?? '',
    checkout: params.get('checkout') ?? '',
    day: params.get('day') ?? '',
  });
  const search = (): void =>
    setParams(Object.fromEntries(Object.entries(typed).filter(([, text]) => text.trim() !== '')));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <BlockStack gap="300">
        <div className="decision-search">
          <TextField
            label="Shopper"
            value={typed.shopper}
            onChange={(shopper) => type({ shopper })}
            autoComplete="off"
            placeholder="Number, or address of their page"
          />
          <TextField
            label="Order or checkout"
            value={typed.checkout}
            onChange={(checkout) => type({ checkout })}
            autoComplete="off"
            placeholder="Address of the order, or token"
          />
          <TextField
            label="Day"
            type="date"
            value={typed.day}
            onChange={(day) => type({ day })}
            autoComplete="off"
          />
        </div>
        {problem !== null && (
          <Text as="p" tone="critical">
            {problem}
          </Text>
        )}
        <InlineStack gap="200">
          <Button submit variant="primary">
            Find
          </Button>
          {isSearching && <Button onClick={() => setParams({})}>Show the newest</Button>}
        </InlineStack>
      </BlockStack>
    </form>
  );
}

function NoDecisions({ isSearching }: { isSearching: boolean }) {
  return isSearching ? (
    <EmptyState heading="No decision found">
      <p>Whoever was erased is not found any more. A guest is found by their order or their checkout.</p>
    </EmptyState>
  ) : (
    <EmptyState heading="Nobody asked yet" action={{ content: 'See what comes next', url: '/app' }}>
      <p>
        Each time a checkout, a thank-you page or an order’s status asks what to show, the answer is kept here
        with what it was made from.
      </p>
    </EmptyState>
  );
}

function columnsFor(timezone: string): Column<DecisionRowView>[] {
  return [
    {
      title: 'Time',
      kind: 'main',
      cell: ({ id, at }) => (
        <Link url={`/app/decisions/${id}`} monochrome removeUnderline>
          <Text as="span" fontWeight="semibold">
            {formatTime(at, timezone)}
          </Text>
        </Link>
      ),
    },
    {
      title: 'Shopper',
      cell: ({ shopperId, channel, state }) =>
        state === 'erased' ? 'Erased' : shopperText(shopperId, channel),
    },
    { title: 'Order', cell: ({ orderId }) => (orderId === null ? 'None' : numberOf(orderId)) },
    { title: 'Place', cell: ({ placements }) => placeWords(placements) },
    { title: 'Shown', cell: (row) => shownText(row) },
    {
      title: 'Kept back',
      kind: 'number',
      cell: ({ refusals }) => (refusals === 0 ? '–' : plural(refusals, 'offer')),
    },
  ];
}

function shownText({ shown, state }: DecisionRowView) {
  if (state !== 'decided') return <Badge tone={STATE_BADGES[state].tone}>{STATE_BADGES[state].title}</Badge>;
  if (shown.length === 0) return 'Nothing';
  const more = shown.length > MOST_TITLES ? ` and ${shown.length - MOST_TITLES} more` : '';
  return `${shown.slice(0, MOST_TITLES).join(', ')}${more}`;
}
