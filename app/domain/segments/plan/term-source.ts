import type { ColumnLayout, Layout } from './layout.ts';
import type { Mark, Parts } from './parts.ts';
import { NONE } from './record-time.ts';

/** The least amounts of one scan, ascending, and where the marks it finds are put. */
interface Scan {
  readonly kind: 'sum' | 'peak';
  readonly leasts: readonly number[];
  readonly marksAt: number;
}

/** What the source of the terms refers to by number. */
export interface TermSource {
  readonly body: string;
  /** For each scan the least amounts it looks for, ascending. */
  readonly leasts: readonly (readonly number[])[];
  /** How many marks scans find. */
  readonly scanned: number;
}

/**
 * The source of a function that works out all terms of a record: their bits into `m`, and the seconds, less one, until the first
 * of those that are true ends; 2^31 when none does. `w` is the record from `b` on, `c` the cutoffs, `r` now.
 * A term is true when its cutoff less its mark is negative: the sign gives the bit without a jump.
 */
export function termSource(parts: Parts, layout: Layout): TermSource {
  const marks = parts.marks.all;
  const writer = createTermWriter(parts);
  const scans: Scan[] = [];
  const instants = marks
    .map((mark, place) => ({ mark, place }))
    .flatMap(({ mark, place }) =>
      mark.kind === 'instant' ? `t=w[b+${layout.instantsAt + mark.instant}];${writer.terms(place)}` : [],
    );
  const columns = layout.columns.map((column, place) =>
    columnSource(column, place, { marks, layout, scans, writer }),
  );
  const words = Math.ceil(parts.terms.all.length / 32);
  const locals = Array.from({ length: words }, (_, word) => `a${word}=0`);
  const cutoffs = parts.cutoffs.all.map((_, place) => `c${place}=c[${place}]`);
  const body = [
    `let p=b+${layout.itemsAt},n=0,t=0,x=0,i=0,q=0,h=2147483648;`,
    locals.length > 0 ? `let ${locals};` : '',
    cutoffs.length > 0 ? `const ${cutoffs};` : '',
    ...instants,
    ...columns,
    ...locals.map((_, word) => `m[${word}]=a${word};`),
    'return h;',
  ];
  return {
    body: body.join('\n'),
    leasts: scans.map(({ leasts }) => leasts),
    scanned: scans.reduce((sum, { leasts }) => sum + leasts.length, 0),
  };
}

interface TermWriter {
  /** The terms of the mark in `t`. */
  terms(mark: number): string;
}

function createTermWriter({ terms, cutoffs }: Parts): TermWriter {
  const byMark = Map.groupBy(
    terms.all.map((term, place) => ({ ...term, place })),
    ({ mark }) => mark,
  );
  return {
    terms: (mark) =>
      (byMark.get(mark) ?? [])
        .map(({ cutoff, place }) => {
          const bit = `a${place >> 5}|=c${cutoff}-t>>31&${1 << (place & 31)};`;
          return bit + endSource(cutoff);
        })
        .join(''),
  };

  function endSource(place: number): string {
    const cutoff = cutoffs.all[place];
    if (cutoff === undefined || cutoff.isFixed) return '';
    if (cutoff.rollsSeconds !== null) return `x=t-c${place}-1>>>0;if(x<h)h=x;`;
    return `if(t>c${place}){x=L[${place}](t,z)-r-1;if(x<h)h=x;}`;
  }
}

interface ColumnParts {
  readonly marks: readonly Mark[];
  readonly layout: Layout;
  readonly scans: Scan[];
  readonly writer: TermWriter;
}

function columnSource(
  { stride }: ColumnLayout,
  column: number,
  { marks, layout, scans, writer }: ColumnParts,
): string {
  const own = marks.map((mark, place) => ({ mark, place })).filter(({ mark }) => columnIs(mark, column));
  const firsts = own.filter(({ mark }) => mark.kind === 'first');
  const byLeast = (kind: Mark['kind']) =>
    own
      .flatMap(({ mark, place }) =>
        mark.kind === kind && 'least' in mark ? { least: mark.least, place } : [],
      )
      .sort((left, right) => left.least - right.least);
  const nths = byLeast('nth').map(
    ({ least, place }) =>
      `if(n<${least})break l${column};t=w[p+(n-${least})*${stride}];${writer.terms(place)}`,
  );
  const scanned = (['sum', 'peak'] as const).flatMap((kind) => {
    const found = byLeast(kind);
    if (found.length === 0) return [];
    const marksAt = scans.reduce((sum, { leasts }) => sum + leasts.length, 0);
    const scan = { kind, leasts: found.map(({ least }) => least), marksAt };
    const number = scans.push(scan) - 1;
    const read = found.map(({ place }, index) => `t=M[${marksAt + index}];${writer.terms(place)}`);
    return [scanSource(scan, number), ...read];
  });
  return [
    `n=w[b+${layout.countsAt + column}];`,
    ...firsts.map(({ place }) => `if(n>0){t=w[p];${writer.terms(place)}}`),
    `l${column}:{${nths.join('\n')}}`,
    ...scanned,
    `p+=n*${stride};`,
  ].join('\n');
}

function columnIs(mark: Mark, column: number): boolean {
  return mark.kind !== 'instant' && mark.column === column;
}

/** From the newest item back: the time at which the sum, or the largest, of the amounts reaches each least in turn. */
function scanSource({ kind, leasts, marksAt }: Scan, number: number): string {
  const weigh = kind === 'sum' ? 'x+=w[i+1];' : 'if(w[i+1]>x)x=w[i+1];';
  const end = `if(++q===${leasts.length})break s${number};`;
  return `i=p+n*2;q=0;x=${kind === 'sum' ? 0 : -1};s${number}:while(i>p){i-=2;${weigh}while(x>=K[${number}][q]){M[${marksAt}+q]=w[i];${end}}}
while(q<${leasts.length})M[${marksAt}+q++]=${NONE};`;
}
