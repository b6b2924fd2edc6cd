import { MultiBar, Presets } from 'cli-progress';
import type { SingleBar } from 'cli-progress';

/** Prints each step of a long start on one line with its time, and a bar while a long one runs. */
export interface StepLog {
  /** Runs `work`, then prints `title` (or the text that `work` returns) with the seconds it took. */
  step<Result>(
    title: string,
    work: (progress: Progress) => Promise<Result>,
    detail?: (result: Result) => string,
  ): Promise<Result>;
  say(text: string): void;
}

/** How far a step is: `done` of `all`, `all` growing as more is known. */
export type Progress = (done: number, all: number, what?: string) => void;

/** A terminal, or any stream that keeps the lines. */
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Writes to `out`; without a terminal there are no bars, only lines. */
export function createStepLog(out: Output): StepLog {
  const startedAt = performance.now();
  return {
    async step(title, work, detail) {
      const began = performance.now();
      const bar = progressBar(out, title);
      try {
        const result = await work(bar.update);
        bar.stop();
        const note = detail === undefined ? '' : `  ${detail(result)}`;
        out.write(`  ✓ ${title.padEnd(44)}${seconds(began).padStart(7)}${note}\n`);
        return result;
      } catch (error) {
        bar.stop();
        out.write(`  ✗ ${title.padEnd(44)}${seconds(began).padStart(7)}\n`);
        throw error;
      }
    },
    say: (text) => void out.write(`${text.replace('{elapsed}', seconds(startedAt))}\n`),
  };
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

function progressBar(out: Output, title: string): { update: Progress; stop(): void } {
  if (!out.isTTY) return { update: () => undefined, stop: () => undefined };
  const bars = new MultiBar(
    {
      format: `  … {title} {bar} {percentage}%  {what}`,
      clearOnComplete: true,
      hideCursor: true,
      stream: out,
      barsize: 24,
    },
    Presets.shades_classic,
  );
  let bar: SingleBar | undefined;
  return {
    update(done, all, what = '') {
      bar ??= bars.create(all, 0, { title: title.padEnd(36), what });
      bar.setTotal(Math.max(all, 1));
      bar.update(Math.min(done, all), { what });
    },
    stop: () => bars.stop(),
  };
}
