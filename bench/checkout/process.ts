import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Linux counts CPU time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

export interface BenchProcess {
  readonly pid: number;
  /** Writes one line to the process. */
  tell(line: string): void;
  /** The next line the process writes that `accept` takes. Rejects when it ends first. */
  nextLine(accept?: (line: string) => boolean): Promise<string>;
  stop(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

/** Starts the server with the options of `npm start`, but for a developer's .env. */
export function startServer(env: Environment): BenchProcess {
  const [, ...options] = packageJson.scripts.start.split(' ');
  return startProcess(
    'server.ts',
    env,
    options.filter((each) => /^--(?!env-file)/.test(each)),
  );
}

/** Starts a script of the repository with nothing but `env` and the path. */
export function startProcess(
  script: string,
  env: Environment,
  options: readonly string[] = [],
): BenchProcess {
  const child = spawn(process.execPath, [...options, script], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  return {
    pid: child.pid ?? 0,
    tell: (line) => void child.stdin.write(`${line}\n`),
    nextLine: (accept = () => true) =>
      new Promise((resolve, reject) => {
        const onLine = (line: string): void => {
          if (!accept(line)) return;
          lines.off('line', onLine);
          child.off('exit', onExit);
          resolve(line);
        };
        const onExit = (code: number | null): void => reject(new Error(`${script} ended with ${code}`));
        lines.on('line', onLine);
        child.once('exit', onExit);
      }),
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** CPU seconds (user and system, all threads) of a process so far, out of /proc; null where there is none. */
export function cpuSeconds(pid: number): number | null {
  const fields = statOf(pid);
  return fields === null ? null : (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The same for all children of `parent`, e.g. the backends of a PostgreSQL server. */
export function cpuSecondsOfChildren(parent: number): number | null {
  if (statOf(parent) === null) return null;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = pids.map(Number).filter((pid) => Number(statOf(pid)?.[1]) === parent);
  return children.reduce((sum, pid) => sum + (cpuSeconds(pid) ?? 0), 0);
}

/** Fields of /proc/<pid>/stat after the name: state, parent, … 11 and 12 are user and system time. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
