import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';

const HEADER =
  'metric,view,arm,value,difference,low,high,lift,units,checkouts,seen,never_asked,orders,computed_at';

/** The report as a table: a row an arm and metric, money in minor units a checkout. */
export function reportCsv({ result, arms, computedAt }: CheckoutReport): string {
  const at = new Date(computedAt * 1000).toISOString();
  const rows = (result?.measures ?? []).flatMap(({ metric, view, arms: figures }) =>
    figures.map(({ arm, value, added }) => {
      const tally = arms.find((other) => other.arm === arm);
      const counts = [tally?.units, tally?.checkouts, tally?.seen, tally?.neverAsked, tally?.orders];
      return [
        metric,
        view,
        arm,
        value,
        added?.difference,
        added?.low,
        added?.high,
        added?.lift,
        ...counts,
        at,
      ];
    }),
  );
  return [HEADER, ...rows.map((row) => row.map(toCell).join(','))].join('\n');
}

/** Quoted; a leading sign of a formula is not one to a spreadsheet then. */
function toCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
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
