import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { findPostmaster, isAlive } from '#app/adapters/postgres/embedded/postmaster.ts';
import { migrate } from '#app/adapters/postgres/migrate.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';

/** Something that runs in processes of its own and may be killed at any time. */
export interface Mortal {
  /** Where it listens; another address after every start of Attune, the same one for PostgreSQL. */
  url(): string;
  /** kill -9, then a new start on what is left. */
  killAndStart(): Promise<void>;
  end(): Promise<void>;
}

/** PostgreSQL with its usual safety (fsync, synchronous commit), on a folder of its own, migrated. */
export async function startMortalDatabase(): Promise<Mortal> {
  const dataDir = await temporaryFolder('attune-faults-');
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir });
  await migrate(server.url);
  return {
    url: () => server.url,
    async killAndStart() {
      const running = await findPostmaster(join(dataDir, 'postgres'));
      if (!running) throw new Error('PostgreSQL runs');
      process.kill(running.pid, 'SIGKILL');
      while (isAlive(running.pid)) await new Promise((resolve) => setTimeout(resolve, 5));
      server = await startEmbeddedPostgres({ dataDir });
    },
    async end() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const SCRIPT = fileURLToPath(new URL('attune-process.ts', import.meta.url));

/** Intake, worker and ledger of Attune in a process. */
export async function startMortalAttune(databaseUrl: string, nowMs: number): Promise<Mortal> {
  let running = await start(databaseUrl, nowMs);
  const kill = async (): Promise<void> => {
    const gone = once(running.child, 'exit');
    running.child.kill('SIGKILL');
    await gone;
  };
  return {
    url: () => running.url,
    async killAndStart() {
      await kill();
      running = await start(databaseUrl, nowMs);
    },
    end: kill,
  };
}

async function start(databaseUrl: string, nowMs: number): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [SCRIPT], {
    env: {
      NODE_ENV: 'test',
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: databaseUrl,
      NOW_MS: String(nowMs),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`Attune ended with ${String(code)}`);
    }),
  ])) as [Buffer];
  return { child, url: String(line).trim() };
}
