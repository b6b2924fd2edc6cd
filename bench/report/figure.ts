/** One measured number, with the bound it should keep. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: { readonly least: number } | { readonly most: number };
}

/** Whether the figure keeps its bound; a figure without one always does. */
export function isOk({ value, target }: Figure): boolean {
  if (target === undefined) return true;
  return 'least' in target ? value >= target.least : value <= target.most;
}

/** `name: value unit | target | ok` or `short`; without a target only the first part. */
export function figureLine(figure: Figure): string {
  const { name, value, unit, target } = figure;
  const measured = `${name}: ${roundFigure(value)} ${unit}`;
  if (target === undefined) return measured;
  const bound = 'least' in target ? `at least ${target.least}` : `at most ${target.most}`;
  return `${measured} | ${bound} ${unit} | ${isOk(figure) ? 'ok' : 'short'}`;
}

/** Three digits that mean something, and whole numbers above 100. */
export function roundFigure(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
