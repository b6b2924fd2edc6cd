import { Link } from '@shopify/polaris';
import { legacyId, type CustomerId } from '#app/domain/kernel/ids.ts';
import { DataTable, type Column } from '../data-table.tsx';
import { formatTime, plural } from '../format.ts';
import { Note, Section } from '../section.tsx';
import { OUTCOMES, type ConnectionView, type PullView } from './view.ts';

interface PullsCardProps {
  readonly connection: ConnectionView;
  readonly pulls: readonly PullView[];
  readonly timezone: string;
}

/** The newest questions and what came of them; of the answers only that there was one. */
export function PullsCard({ connection: { customers }, pulls, timezone }: PullsCardProps) {
  const counts = `${plural(customers.told, 'customer')} told of, ${customers.unknown} not known or not agreed, ${plural(customers.contradicted, 'answer')} contradicted the shop, ${customers.failed} failed at the newest question.`;
  return (
    <Section title="Last questions" note={counts}>
      {pulls.length === 0 ? (
        <Note>Nobody was asked about yet.</Note>
      ) : (
        <DataTable
          caption="Last questions"
          columns={columnsOf(timezone)}
          rows={pulls}
          keyOf={({ shopperId }) => shopperId}
        />
      )}
    </Section>
  );
}

function columnsOf(timezone: string): Column<PullView>[] {
  return [
    { title: 'Customer', kind: 'main', cell: ({ shopperId }) => <CustomerLink id={shopperId} /> },
    {
      title: 'What came of it',
      cell: ({ outcome, problem }) =>
        problem === null ? OUTCOMES[outcome] : `${OUTCOMES[outcome]}. ${problem}`,
    },
    { title: 'Asked', kind: 'number', cell: ({ at }) => formatTime(at, timezone) },
  ];
}

function CustomerLink({ id }: { id: CustomerId }) {
  const number = legacyId(id);
  return (
    <Link url={`shopify://admin/customers/${number}`} target="_top" removeUnderline>
      {number}
    </Link>
  );
}
