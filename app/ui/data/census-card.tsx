import type { Instant } from '#app/domain/kernel/instant.ts';
import { DataTable, type Column } from '../data-table.tsx';
import { formatCount, formatShare, formatTime } from '../format.ts';
import { Note, Section } from '../section.tsx';

export interface CensusView {
  readonly at: Instant;
  readonly completeness: readonly {
    readonly kind: string;
    readonly all: number;
    readonly fields: readonly { readonly field: string; readonly filled: number }[];
  }[];
  readonly joins: readonly { readonly join: string; readonly all: number; readonly unmatched: number }[];
}

interface CensusRow {
  readonly name: string;
  readonly part: number;
  readonly all: number;
}

/** How complete customers, products, orders and product views are, field by field, and what names something that is not known. */
export function CensusCard({ census, timezone }: { census: CensusView | null; timezone: string }) {
  return (
    <Section
      title="How complete the data is"
      note={
        census === null
          ? 'Counted once an hour.'
          : `Counted at ${formatTime(census.at, timezone)}, once an hour. A rule over a field that is missing leaves the shopper out.`
      }
    >
      {census === null ? (
        <Note>Not counted yet. The first count comes within minutes.</Note>
      ) : (
        <>
          <DataTable caption="Completeness by field" columns={FIELDS} rows={fieldsOf(census)} keyOf={keyOf} />
          <DataTable caption="Joins that find nothing" columns={JOINS} rows={joinsOf(census)} keyOf={keyOf} />
        </>
      )}
    </Section>
  );
}

const keyOf = ({ name }: CensusRow): string => name;

function fieldsOf({ completeness }: CensusView): CensusRow[] {
  return completeness.flatMap(({ kind, all, fields }) =>
    fields.map(({ field, filled }) => ({ name: `${NAMES[kind] ?? kind}: ${field}`, part: filled, all })),
  );
}

const joinsOf = ({ joins }: CensusView): CensusRow[] =>
  joins.map(({ join, all, unmatched }) => ({ name: join, part: unmatched, all }));

const NAMES: Readonly<Record<string, string>> = {
  customers: 'Customer',
  products: 'Product',
  orders: 'Order',
  views: 'Product view of 30 days',
};

const FIELDS: Column<CensusRow>[] = [
  { title: 'Field', kind: 'main', cell: ({ name }) => name },
  {
    title: 'Filled',
    cell: ({ part, all }) => (
      <span className="filled-bar" aria-hidden="true">
        <span style={{ width: `${all === 0 ? 0 : (100 * part) / all}%` }} />
      </span>
    ),
  },
  { title: 'Share', kind: 'number', cell: ({ part, all }) => formatShare(part, all) },
  { title: 'Of', kind: 'number', cell: ({ all }) => formatCount(all) },
];

const JOINS: Column<CensusRow>[] = [
  { title: 'Names something that is not known', kind: 'main', cell: ({ name }) => name },
  { title: 'Unmatched', kind: 'number', cell: ({ part }) => formatCount(part) },
  { title: 'Share', kind: 'number', cell: ({ part, all }) => formatShare(part, all) },
  { title: 'Of', kind: 'number', cell: ({ all }) => formatCount(all) },
];
