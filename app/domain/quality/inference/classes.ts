import type { Row } from './table.ts';

/** The values of a target that can be inferred, most frequent first; what is rarer than `leastRows` is one class of its own, the last. */
export interface Classes {
  readonly names: readonly string[];
  readonly hasOthers: boolean;
}

const MOST_CLASSES = 20;

export function learnClasses(rows: readonly Row[], target: string, leastRows: number): Classes {
  const counts = Map.groupBy(
    rows.map((row) => String(row[target])),
    (value) => value,
  );
  const names = [...counts]
    .filter(([, of]) => of.length >= leastRows)
    .sort(([a, of], [b, others]) => others.length - of.length || (a < b ? -1 : 1))
    .slice(0, MOST_CLASSES)
    .map(([name]) => name);
  return { names, hasOthers: names.length < counts.size };
}

export function classOf({ names }: Classes, value: string): number {
  const at = names.indexOf(value);
  return at < 0 ? names.length : at;
}

export function classCount({ names, hasOthers }: Classes): number {
  return names.length + Number(hasOthers);
}
