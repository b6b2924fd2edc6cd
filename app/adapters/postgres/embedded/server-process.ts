import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { chownSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.ts';
import { findPostmaster } from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';
import { canEnter } from './run-as.ts';
import type { RunAs } from './run-as.ts';

/** The longest path a unix socket can have, in bytes, with the end mark left out. */
const SOCKET_PATH_LIMIT = 107;
/** Recovery after a crash reads back at most max_wal_size of log. */
const START_DEADLINE_MS = 120_000;
const POLL_MS = 15;
/** How long processes of a server that was killed may hold its memory: each notices when its query ends. */
const ORPHANS_DEADLINE_MS = 60_000;
const ORPHANS_POLL_MS = 100;
/** PostgreSQL's own words, which no locale changes: initdb is run in C. */
const HELD_BY_ORPHANS = 'pre-existing shared memory block';

/** A small server on the shopkeeper's own machine: few connections, safe on a power cut, everything in UTC. */
const SETTINGS: Readonly<Record<string, string>> = {
  cluster_name: 'attune',
  max_connections: '200',
  shared_buffers: '128MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '1GB',
  random_page_cost: '1.1',
  jit: 'off',
  io_method: 'sync',
  // Two folds that meet are told at once and not after a second: a purchase must be in the next decision.
  deadlock_timeout: '100ms',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

export type Transport = 'unix' | 'tcp';

export interface ServerStart {
  readonly program: string;
  readonly folder: string;
  readonly logFile: string;
  readonly user: RunAs;
  readonly transport: Transport;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Starts PostgreSQL on `folder` and waits until it answers; where a killed server's processes are still ending, until they have. Rejects
 * with the end of its log when it stops first.
 */
export async function startServer(start: ServerStart): Promise<Postmaster> {
  const orphansDeadline = Date.now() + ORPHANS_DEADLINE_MS;
  for (;;) {
    const postmaster = await startOnce(start);
    if (postmaster !== null) return postmaster;
    const said = await readFile(start.logFile, 'utf8').catch(() => '');
    if (!said.includes(HELD_BY_ORPHANS) || Date.now() > orphansDeadline)
      throw new EmbeddedPostgresFailure(
        `PostgreSQL did not start on ${start.folder}. Its log ends: ${lastLines(said)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, ORPHANS_POLL_MS));
  }
}

/** Null when it stops before it answers; its log says why. */
async function startOnce(start: ServerStart): Promise<Postmaster | null> {
  const socketFolder = start.transport === 'unix' ? await placeSocket(start.folder, start.user) : null;
  const log = await open(start.logFile, 'w', 0o600);
  const { user, folder } = start;
  const args = ['-D', folder, ...(await listenArguments(socketFolder)), ...settingArguments(start.settings)];
  // A process group of its own: Ctrl-C in the terminal reaches us, and we stop the server last.
  const options = { ...user, cwd: folder, detached: true, stdio: ['ignore', log.fd, log.fd] as const };
  const child = spawn(start.program, args, { ...options, stdio: [...options.stdio] });
  const gone = once(child, 'exit').then(() => null);
  child.unref();
  await log.close();
  const postmaster = await Promise.race([waitUntilReady(folder, child), gone]);
  if (postmaster === null && socketFolder !== null && socketFolder !== folder)
    await rm(socketFolder, { recursive: true, force: true });
  return postmaster;
}

/** Waits for a server that another process started on `folder`. Null when it goes away instead. */
export async function waitUntilReady(folder: string, child?: ChildProcess): Promise<Postmaster | null> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    const found = await findPostmaster(folder);
    if (found?.isReady && (child === undefined || found.pid === child.pid)) return found;
    if (child === undefined && found === null) return null;
    if (child !== undefined && child.exitCode !== null) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  child?.kill('SIGINT');
  return null;
}

/** The data folder itself, or, where its path is too long for a socket, a short one below the system's temporary folder. */
async function placeSocket(folder: string, user: RunAs): Promise<string> {
  const fits = (path: string): boolean =>
    Buffer.byteLength(join(path, '.s.PGSQL.5432.lock')) <= SOCKET_PATH_LIMIT;
  if (fits(folder)) return folder;
  const base = [tmpdir(), '/tmp'].find((path) => fits(join(path, 'attune-XXXXXX')) && canEnter(path, user));
  if (base === undefined) {
    throw new EmbeddedPostgresFailure(
      `No temporary folder is short enough for PostgreSQL's socket: ${tmpdir()}.`,
    );
  }
  const made = await mkdtemp(join(base, 'attune-'));
  if (user.uid !== undefined) chownSync(made, user.uid, user.gid ?? user.uid);
  return made;
}

async function listenArguments(socketFolder: string | null): Promise<string[]> {
  // Port 5432 names the socket file; nothing listens on TCP.
  if (socketFolder !== null) return ['-c', 'listen_addresses=', '-k', socketFolder, '-p', '5432'];
  return [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-p',
    String(await freePort()),
  ];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 5432;
}

function settingArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function lastLines(log: string): string {
  return log.trim().split('\n').slice(-3).join(' | ') || '(empty)';
}
