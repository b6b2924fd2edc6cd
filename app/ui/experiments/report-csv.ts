import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { minorDigits } from '#app/domain/kernel/money.ts';

const HEADER =
  'segment,metric,currency,view,arm,value,difference,low,high,lift,units,checkouts,seen,never_asked,orders,computed_at';

/** The report as a table, means of a checkout, money with its currency: a row an arm and metric of everybody, then of the deciding metric a row an arm and segment. */
export function reportCsv(
  report: CheckoutReport,
  currency: string,
  nameOf: (segmentId: string | null) => string,
): string {
  const at = new Date(report.computedAt * 1000).toISOString();
  const rows = [...wholeRows(report, currency), ...sliceRows(report, currency, nameOf)];
  return [HEADER, ...rows.map((row) => [...row, at].map(toCell).join(','))].join('\n');
}

type Row = readonly (string | number | null | undefined)[];

/** Amounts are counted in minor units. */
function unitOf(metric: string, currency: string) {
  const isMoney = metric === 'profit' || metric === 'revenue';
  const parts = isMoney ? 10 ** minorDigits(currency) : 1;
  return {
    name: isMoney ? currency : null,
    of: (figure: number | null | undefined) => (typeof figure === 'number' ? figure / parts : null),
  };
}

function wholeRows({ result, arms }: CheckoutReport, currency: string): readonly Row[] {
  return (result?.measures ?? []).flatMap(({ metric, view, arms: figures }) => {
    const unit = unitOf(metric, currency);
    return figures.map(({ arm, value, added }) => {
      const tally = arms.find((other) => other.arm === arm);
      const counts = [tally?.units, tally?.checkouts, tally?.seen, tally?.neverAsked, tally?.orders];
      return [
        '',
        metric,
        unit.name,
        view,
        arm,
        ...[value, added?.difference, added?.low, added?.high].map(unit.of),
        added?.lift,
        ...counts,
      ];
    });
  });
}

/** Their intervals are those of the page: all of them hold at once. */
function sliceRows(
  { slices, deciding }: CheckoutReport,
  currency: string,
  nameOf: (segmentId: string | null) => string,
): readonly Row[] {
  const unit = unitOf(deciding, currency);
  return (slices?.slices ?? []).flatMap(({ segmentId, arms }) =>
    arms.map(({ arm, units, checkouts, orders, added }) => [
      ...[nameOf(segmentId), deciding, unit.name, 'slice', arm, null],
      ...[added?.difference, added?.low, added?.high].map(unit.of),
      null,
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
