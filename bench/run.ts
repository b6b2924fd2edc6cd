/** `npm run bench -- NAME [--json]`: runs one bench and prints its figures. Exits with 1 when a figure is short of its target. */
import { figureLine, isOk, roundFigure } from './report/figure.ts';
import type { Figure } from './report/figure.ts';
import { describeMachine } from './report/machine.ts';

/** A bench tells what it does through `say` and gives its figures. */
export type Bench = (say: (line: string) => void) => Promise<readonly Figure[]>;

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  checkout: async () => (await import('./checkout.ts')).benchCheckout,
  extension: async () => (await import('./extension.ts')).benchExtension,
  recommend: async () => (await import('./recommend.ts')).benchRecommend,
  segments: async () => (await import('./segments.ts')).benchSegments,
  experiments: async () => (await import('./experiments.ts')).benchExperiments,
  lifetime: async () => (await import('./lifetime.ts')).benchLifetime,
  ingest: async () => (await import('./ingest.ts')).benchIngest,
  infer: async () => (await import('./infer.ts')).benchInfer,
  local: async () => (await import('./local.ts')).benchLocal,
  discount: async () => (await import('./discount.ts')).benchDiscount,
  'segments-file': async () => (await import('./segments-file.ts')).benchSegmentsFile,
  'segments-sql': async () => (await import('./segments-sql.ts')).benchSegmentsSql,
};

async function main(args: readonly string[]): Promise<void> {
  const isJson = args.includes('--json');
  const name = args.find((arg) => !arg.startsWith('--')) ?? '';
  const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (!load) throw new Error(`Expected one of ${Object.keys(BENCHES).join(', ')}, found "${name}".`);
  const machine = describeMachine();
  const say = (line: string): void => (isJson ? undefined : console.log(line));
  const { cpu, cores, memoryGb, node, platform, load: busy, commit } = machine;
  say(
    `bench ${name} | ${cpu}, ${cores} cores, ${memoryGb} GB, ${platform}, load ${busy} | node ${node} | commit ${commit}`,
  );
  const figures = await (await load())((line) => say(`  ${line}`));
  for (const figure of figures) say(figureLine(figure));
  if (isJson) console.log(JSON.stringify({ bench: name, machine, figures: figures.map(toJson) }));
  if (!figures.every(isOk)) process.exitCode = 1;
}

function toJson(figure: Figure): object {
  return { ...figure, value: roundFigure(figure.value), ok: isOk(figure) };
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
