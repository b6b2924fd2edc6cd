import { Badge, BlockStack, Card, Link, Page, Text } from '@shopify/polaris';
import { EmptyState } from '../empty-state.tsx';
import type { Traffic } from '#app/domain/experiments/assignment/periods.ts';
import type { DecidingMetric } from '#app/domain/experiments/checkouts/columns.ts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import type { SimulatedStudy } from '#app/domain/experiments/simulation/study.ts';
import { SimulatedCard } from '../simulated/simulated-card.tsx';
import { DataTable } from '../data-table.tsx';
import { GroupsCard, type ExperimentGroupView } from './groups-card.tsx';
import { formatCount, formatDate, formatTime } from '../format.ts';
import { useRefresh } from '../use-refresh.ts';
import { DECIDING_TITLES, verdictSentence } from './words.ts';

export interface ExperimentRowView {
  readonly id: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly arms: readonly { readonly name: string; readonly isControl: boolean; readonly share: number }[];
  readonly group: { readonly name: string; readonly share: number } | null;
  readonly traffic: Traffic;
  readonly metric: DecidingMetric;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly report: CheckoutReport | null;
}

interface ExperimentListProps {
  readonly rows: readonly ExperimentRowView[];
  readonly groups: readonly ExperimentGroupView[];
  readonly simulated: readonly SimulatedStudy[];
  readonly timezone: string;
}

/** Experiments: what is caused, and whether it is known yet. */
export function ExperimentList({ rows, groups, simulated, timezone }: ExperimentListProps) {
  useRefresh(15_000);
  const newest = Math.max(0, ...rows.map(({ report }) => report?.computedAt ?? 0));
  return (
    <Page
      title="Experiments"
      subtitle={newest > 0 ? `Counted at ${formatTime(newest, timezone)}.` : undefined}
      secondaryActions={[{ content: 'What Attune added', url: '/app/holdout' }]}
    >
      <BlockStack gap="400">
        <Card padding="0">
          {rows.length === 0 ? (
            <NoExperiments />
          ) : (
            <DataTable
              caption="Experiments"
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: 'Campaign',
                  kind: 'main',
                  cell: ({ id, campaignName }) => (
                    <Link url={`/app/experiments/${id}`} monochrome removeUnderline>
                      <Text as="span" fontWeight="semibold">
                        {campaignName}
                      </Text>
                    </Link>
                  ),
                },
                {
                  title: 'Status',
                  cell: ({ endedAt }) =>
                    endedAt === null ? <Badge tone="success">Running</Badge> : <Badge>Ended</Badge>,
                },
                {
                  title: 'Arms',
                  cell: ({ arms, traffic }) =>
                    `${arms.map(({ name }) => name).join(', ')}${traffic === 'bandit' ? ' (bandit)' : ''}`,
                },
                { title: 'Decides', cell: ({ metric }) => DECIDING_TITLES[metric] },
                { title: 'Since', cell: ({ startedAt }) => formatDate(startedAt, timezone) },
                {
                  title: 'Checkouts',
                  kind: 'number',
                  cell: ({ report }) =>
                    formatCount((report?.arms ?? []).reduce((sum, arm) => sum + arm.checkouts, 0)),
                },
                { title: 'Verdict', cell: ({ report }) => verdictSentence(report) },
              ]}
            />
          )}
        </Card>
        <GroupsCard groups={groups} />
        <SimulatedCard studies={simulated} />
      </BlockStack>
    </Page>
  );
}

function NoExperiments() {
  return (
    <EmptyState
      heading="Find out what a campaign causes"
      action={{ content: 'Choose a campaign', url: '/app/campaigns' }}
    >
      <p>
        Who taps an offer might have bought anyway. An experiment keeps a campaign from some shoppers, drawn
        by chance, and compares. Start one on a campaign’s page. What all of Attune adds is measured the same
        way, all the time, by the holdout.
      </p>
    </EmptyState>
  );
}
