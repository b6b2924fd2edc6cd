import { once } from 'node:events';

/** Where a command writes; each takes whole lines. */
export interface Output {
  line(text: string): void | Promise<void>;
  problem(text: string): void;
}

const BUFFER = 1 << 16;

/** Runs a command on the process's own streams; what it gives is the exit status. */
export async function runOnProcess(command: (output: Output) => Promise<number>): Promise<void> {
  const { output, flush } = createOutput(process.stdout, process.stderr);
  const status = await command(output);
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
