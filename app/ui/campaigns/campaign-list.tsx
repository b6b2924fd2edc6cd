import {
  ActionList,
  Badge,
  BlockStack,
  Button,
  ButtonGroup,
  Card,
  Link,
  Page,
  Popover,
  Text,
} from '@shopify/polaris';
import { EmptyState } from '../empty-state.tsx';
import { MenuHorizontalIcon } from '@shopify/polaris-icons';
import { useFetcher } from '@remix-run/react';
import { useRef, useState } from 'react';
import type { CampaignAction, CampaignState } from '#app/domain/campaigns/life.ts';
import type { Schedule } from '#app/domain/campaigns/schedule.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { DataTable } from '../data-table.tsx';
import type { Column } from '../data-table.tsx';
import { formatCount, formatDate, formatShare, formatTime } from '../format.ts';
import { SaveProblem } from '../save-problem.tsx';
import { useRefresh } from '../use-refresh.ts';
import type { ChangeAnswer } from '../use-save.ts';
import { useToast } from '../use-toast.ts';
import { DeleteQuestion } from '../delete-question.tsx';
import { CampaignPages, FindCampaigns, NoCampaignFound } from './find-campaigns.tsx';
import { ACTION_TITLES, DELETING, ENDING, KIND_TITLES, STATE_TITLES, titleOfPlacement } from './words.ts';
import type { CampaignKind } from './words.ts';

export interface CampaignRowView {
  readonly id: string;
  readonly name: string;
  readonly kind: CampaignKind;
  readonly state: CampaignState;
  readonly actions: readonly CampaignAction[];
  readonly schedule: Schedule;
  readonly priority: number;
  readonly version: number;
  readonly placements: readonly string[];
  readonly audience: readonly string[];
  readonly excluded: readonly string[];
  readonly tally: { readonly exposures: number; readonly acceptances: number };
}

export interface CampaignListView {
  readonly rows: readonly CampaignRowView[];
  /** Words of names that were looked for; empty = all. */
  readonly text: string;
  /** Of all that fit, on every page. */
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  readonly since: Instant;
  readonly asOf: Instant;
  readonly timezone: string;
}

/** Campaigns: what runs where, for whom, and how it does. */
export function CampaignList({ rows, text, count, page, pages, since, asOf, timezone }: CampaignListView) {
  useRefresh(10_000);
  const { act, sentence, busyId } = useRowActions();
  const isLong = pages > 1;
  return (
    <Page
      title="Campaigns"
      subtitle={
        rows.length > 0
          ? `Shown and accepted since ${formatDate(since, timezone)}, read at ${formatTime(asOf, timezone)}.`
          : undefined
      }
      primaryAction={{ content: 'New upsell', url: '/app/campaigns/new?kind=upsell' }}
      secondaryActions={[
        { content: 'New message', url: '/app/campaigns/new?kind=message' },
        { content: 'New incentive', url: '/app/campaigns/new?kind=incentive' },
        { content: 'New saved details', url: '/app/campaigns/new?kind=savedDetails' },
      ]}
    >
      <BlockStack gap="400">
        {sentence !== null && <SaveProblem sentence={sentence} />}
        <Card padding="0">
          {(isLong || text !== '') && <FindCampaigns />}
          {rows.length === 0 && (text === '' ? <NoCampaigns /> : <NoCampaignFound text={text} />)}
          {rows.length > 0 && (
            <DataTable
              caption="Campaigns"
              columns={columnsFor(act, busyId, timezone)}
              rows={rows}
              keyOf={({ id }) => id}
            />
          )}
          {isLong && <CampaignPages page={page} pages={pages} count={count} />}
        </Card>
      </BlockStack>
    </Page>
  );
}

type RowAction = {
  readonly intent: CampaignAction | 'duplicate' | 'remove';
  readonly id: string;
  readonly version: number;
};

function useRowActions() {
  const fetcher = useFetcher<ChangeAnswer>();
  const { data, state } = fetcher;
  const [actedId, setActedId] = useState<string | null>(null);
  useToast(data, data && data.kind !== 'refused' ? data.toast : null);
  const act = (action: RowAction) => {
    setActedId(action.id);
    fetcher.submit(JSON.stringify(action), { method: 'post', encType: 'application/json' });
  };
  return {
    act,
    busyId: state === 'idle' ? null : actedId,
    sentence: data?.kind === 'refused' ? data.sentence : null,
  };
}

function columnsFor(
  act: (action: RowAction) => void,
  busyId: string | null,
  timezone: string,
): Column<CampaignRowView>[] {
  return [
    { title: 'Campaign', kind: 'main', cell: (row) => <NameCell {...row} /> },
    { title: 'Status', cell: (row) => <StateCell {...row} timezone={timezone} /> },
    { title: 'For', cell: describeAudience },
    { title: 'Where', cell: ({ placements }) => placements.map(titleOfPlacement).join(', ') },
    { title: 'Priority', kind: 'number', cell: ({ priority }) => formatCount(priority) },
    { title: 'Shown', kind: 'number', cell: ({ tally }) => formatCount(tally.exposures) },
    {
      title: 'Accepted',
      kind: 'number',
      cell: ({ tally }) =>
        tally.exposures === 0
          ? formatCount(tally.acceptances)
          : `${formatCount(tally.acceptances)} (${formatShare(tally.acceptances, tally.exposures)})`,
    },
    {
      title: 'Actions',
      kind: 'actions',
      cell: (row) => <RowActions row={row} isBusy={busyId === row.id} act={act} />,
    },
  ];
}

function NameCell({ id, name, kind }: CampaignRowView) {
  return (
    <BlockStack gap="050">
      <Link url={`/app/campaigns/${id}`} monochrome removeUnderline>
        <Text as="span" fontWeight="semibold">
          {name}
        </Text>
      </Link>
      <Text as="span" variant="bodySm" tone="subdued">
        {KIND_TITLES[kind]}
      </Text>
    </BlockStack>
  );
}

/** A campaign's state as a badge, the same wherever it shows. */
export function StateBadge({ state }: { state: CampaignState }) {
  const tone = STATE_TONES[state];
  return <Badge {...(tone && { tone })}>{STATE_TITLES[state]}</Badge>;
}

const STATE_TONES: Partial<Record<CampaignState, 'success' | 'info' | 'attention'>> = {
  running: 'success',
  scheduled: 'info',
  paused: 'attention',
};

function StateCell({ state, schedule, timezone }: CampaignRowView & { timezone: string }) {
  const turn = describeTurn(state, schedule, timezone);
  return (
    <BlockStack gap="050" inlineAlign="start">
      <StateBadge state={state} />
      {turn !== null && (
        <Text as="span" variant="bodySm" tone="subdued">
          {turn}
        </Text>
      )}
    </BlockStack>
  );
}

/** What the clock does next with a campaign. */
function describeTurn(state: CampaignState, { from, until }: Schedule, timezone: string): string | null {
  if (state === 'scheduled' && from !== null) return `from ${formatTime(from, timezone)}`;
  return state === 'running' && until !== null ? `until ${formatTime(until, timezone)}` : null;
}

function describeAudience({ audience, excluded }: CampaignRowView): string {
  const shown = audience.length === 0 ? 'Everyone' : audience.join(', ');
  return excluded.length === 0 ? shown : `${shown}, not ${excluded.join(', ')}`;
}

interface RowActionsProps {
  readonly row: CampaignRowView;
  readonly isBusy: boolean;
  readonly act: (action: RowAction) => void;
}

function RowActions({ row, isBusy, act }: RowActionsProps) {
  const { id, version, actions, name } = row;
  const [isOpen, setIsOpen] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const more = useRef<HTMLSpanElement>(null);
  const send = (intent: RowAction['intent']) => {
    setIsOpen(false);
    act({ intent, id, version });
  };
  const [main] = actions.filter((action) => action !== 'end');
  return (
    <>
      <ButtonGroup noWrap>
        {main !== undefined && (
          <Button
            size="slim"
            loading={isBusy}
            onClick={() => send(main)}
            accessibilityLabel={`${ACTION_TITLES[main]} ${name}`}
          >
            {ACTION_TITLES[main]}
          </Button>
        )}
        <Popover
          active={isOpen}
          onClose={() => setIsOpen(false)}
          preferredAlignment="right"
          activator={
            <span ref={more}>
              <Button
                size="slim"
                icon={MenuHorizontalIcon}
                accessibilityLabel={`More actions for ${name}`}
                onClick={() => setIsOpen(!isOpen)}
              />
            </span>
          }
        >
          <ActionList
            items={[
              { content: 'Edit', url: `/app/campaigns/${id}` },
              { content: 'Duplicate', onAction: () => send('duplicate') },
              ...(actions.includes('end')
                ? [{ content: 'End', helpText: ENDING, onAction: () => send('end') }]
                : []),
              { content: 'Delete', destructive: true, onAction: () => (setIsOpen(false), setIsAsking(true)) },
            ]}
          />
        </Popover>
      </ButtonGroup>
      <DeleteQuestion
        consequence={DELETING}
        name={name}
        isOpen={isAsking}
        askedFrom={more}
        onKeep={() => setIsAsking(false)}
        onDelete={() => (setIsAsking(false), send('remove'))}
      />
    </>
  );
}

function NoCampaigns() {
  return (
    <EmptyState
      heading="Say what to show"
      action={{ content: 'Make an upsell', url: '/app/campaigns/new?kind=upsell' }}
      secondaryAction={{ content: 'Write a message', url: '/app/campaigns/new?kind=message' }}
    >
      <p>
        A campaign joins an audience, a place in the checkout and something to show: offers that fit what the
        shopper bought, a message, or the details they used last time. It shows in the next checkout as soon
        as it runs.
      </p>
    </EmptyState>
  );
}
