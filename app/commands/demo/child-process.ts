import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');

export interface Child {
  readonly name: string;
  /** Asks the process to end, and ends it by force after ten seconds. */
  stop(): Promise<void>;
}

/**
 * Starts a TypeScript program of this repository under the same Node, its output going to `logFile`, and waits until
 * `readyUrl` answers 2xx.
 * @throws Error with the last lines of the log when the process ends first or is not ready within `timeoutMs`.
 */
export async function startChild(options: {
  name: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  logFile: string;
  readyUrl: string;
  timeoutMs?: number;
  /** Told once when the process ends later without having been stopped by us. */
  onLost?: (problem: string) => void;
}): Promise<Child> {
  const log = createWriteStream(options.logFile);
  const child = spawn(process.execPath, [...options.args], {
    cwd: ROOT,
    env: { NODE_ENV: 'development', ...inheritedEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const tail: string[] = [];
  const keep = (chunk: Buffer): void => {
    log.write(chunk);
    tail.push(...chunk.toString().split('\n').filter(Boolean));
    tail.splice(0, Math.max(0, tail.length - 20));
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  // Whatever ends us, also in the middle of a start, ends the child.
  const endWithUs = (): void => void child.kill('SIGTERM');
  process.once('exit', endWithUs);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  void ended.then(() => process.removeListener('exit', endWithUs));
  const problem = (what: string): Error =>
    new Error(`${options.name} ${what}. Its last lines (all in ${options.logFile}):\n${tail.join('\n')}`);

  const outcome = await Promise.race([
    untilReady(options.readyUrl, options.timeoutMs ?? 60_000),
    ended.then((code) => `ended with code ${code}`),
  ]);
  let isStopping = false;
  const stop = async (): Promise<void> => {
    isStopping = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(force);
    log.end();
  };
  if (outcome !== 'ready') {
    await stop();
    throw problem(outcome);
  }
  void ended.then((code) => {
    const how = code === null ? `was ended by ${child.signalCode ?? 'a signal'}` : `ended with code ${code}`;
    if (!isStopping) options.onLost?.(problem(how).message);
  });
  return { name: options.name, stop };
}

async function untilReady(url: string, timeoutMs: number): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return 'ready';
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return `was not ready at ${url} after ${timeoutMs / 1000} s`;
}

/** What a child needs of our own environment, without settings that would point it at another database or shop. */
function inheritedEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'USERPROFILE', 'SystemRoot', 'LANG', 'TZ'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
