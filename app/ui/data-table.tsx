import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly title: string;
  /** `main` names the row, `number` is aligned at its end, `actions` holds buttons. */
  readonly kind?: 'main' | 'number' | 'actions';
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** Read out by screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** A table that becomes a list of cards on a narrow screen. */
export function DataTable<Row>({ caption, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    <table className="rows" aria-label={caption}>
      <thead>
        <tr>
          {columns.map(({ title, kind }) => (
            <th key={title} scope="col" className={kind}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ title, kind, cell }) => (
              <td key={title} className={kind} data-label={kind === 'actions' ? undefined : title}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
