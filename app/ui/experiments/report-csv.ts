import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';

const HEADER =
  'segment,metric,view,arm,value,difference,low,high,lift,units,checkouts,seen,never_asked,orders,computed_at';

/** The report as a table, money in minor units a checkout: a row an arm and metric of everybody, then of the deciding metric a row an arm and segment. */
export function reportCsv(report: CheckoutReport, nameOf: (segmentId: string | null) => string): string {
  const at = new Date(report.computedAt * 1000).toISOString();
  const rows = [...wholeRows(report), ...sliceRows(report, nameOf)];
  return [HEADER, ...rows.map((row) => [...row, at].map(toCell).join(','))].join('\n');
}

type Row = readonly (string | number | null | undefined)[];

function wholeRows({ result, arms }: CheckoutReport): readonly Row[] {
  return (result?.measures ?? []).flatMap(({ metric, view, arms: figures }) =>
    figures.map(({ arm, value, added }) => {
      const tally = arms.find((other) => other.arm === arm);
      const counts = [tally?.units, tally?.checkouts, tally?.seen, tally?.neverAsked, tally?.orders];
      return [
        '',
        metric,
        view,
        arm,
        value,
        added?.difference,
        added?.low,
        added?.high,
        added?.lift,
        ...counts,
      ];
    }),
  );
}

/** Their intervals are those of the page: all of them hold at once. */
function sliceRows(
  { slices, deciding }: CheckoutReport,
  nameOf: (segmentId: string | null) => string,
): readonly Row[] {
  return (slices?.slices ?? []).flatMap(({ segmentId, arms }) =>
    arms.map(({ arm, units, checkouts, orders, added }) => [
      ...[nameOf(segmentId), deciding, 'slice', arm, null],
      ...[added?.difference, added?.low, added?.high, null],
      ...[units, checkouts, null, null, orders],
    ]),
  );
}

/** Quoted; a leading sign of a formula is not one to a spreadsheet then. */
function toCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'number') return `${value}`;
  const safe = /^[=+@-]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Hands a text to the browser as a file. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
