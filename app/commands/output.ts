import { once } from 'node:events';

/** Where a command writes; each takes whole lines. */
export interface Output {
  line(text: string): void | Promise<void>;
  problem(text: string): void;
}

const BUFFER = 1 << 16;
/** What a shell says of a program whose reader went away: 128 + SIGPIPE. */
const READER_GONE = 141;

/** Runs a command on the process's own streams; what it gives is the exit status. Ends at once when a stream takes nothing any more. */
export async function runOnProcess(command: (output: Output) => Promise<number>): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endUnwritten);
  const { output, flush } = createOutput(process.stdout, process.stderr);
  const status = await command(output);
  await flush();
  process.exitCode = status;
}

/** A reader that has seen enough (`| head`) is no failure to tell of. */
function endUnwritten(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(READER_GONE);
  process.stderr.write(`Expected to write every line, found: ${error.message}\n`);
  process.exit(1);
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
