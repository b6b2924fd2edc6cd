import { once } from 'node:events';
import { runSegments, type Output, type SegmentsOptions } from './segments.ts';

const BUFFER = 1 << 16;

/** `attune segments` on the process's own streams. */
export async function runSegmentsCommand(options: SegmentsOptions): Promise<void> {
  const { output, flush } = createOutput(process.stdout, process.stderr);
  const status = await runSegments(options, output);
  await flush();
  process.exitCode = status;
}

/** Lines in large pieces, no faster than the reader takes them. */
function createOutput(
  out: NodeJS.WriteStream,
  problems: NodeJS.WriteStream,
): { output: Output; flush: () => Promise<void> } {
  let pending = '';
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    if (text !== '' && !out.write(text)) await once(out, 'drain');
  };
  return {
    flush,
    output: {
      line(text) {
        pending += `${text}\n`;
        return pending.length < BUFFER ? undefined : flush();
      },
      problem: (text) => void problems.write(`${text}\n`),
    },
  };
}
