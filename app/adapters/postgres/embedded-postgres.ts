import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findBinaries } from './embedded/binaries.ts';
import { clusterFolder, removeCluster } from './embedded/cluster-folder.ts';
import { connectionUrl, ensureDatabase, readPassword } from './embedded/connection-url.ts';
import { EmbeddedPostgresFailure } from './embedded/embedded-postgres-failure.ts';
import { becomeOwner, hasLivingOwner } from './embedded/owner.ts';
import { findPostmaster } from './embedded/postmaster.ts';
import type { Postmaster } from './embedded/postmaster.ts';
import { databaseUser } from './embedded/run-as.ts';
import { startServer, waitUntilReady } from './embedded/server-process.ts';
import type { ServerStart, Transport } from './embedded/server-process.ts';
import { signal, stopServer } from './embedded/stop-server.ts';

export { EmbeddedPostgresFailure };

const DATABASE = 'attune';

export interface EmbeddedPostgresOptions {
  /** Holds everything the server keeps; made when missing. One server runs on it, however many processes ask. */
  readonly dataDir: string;
  /** Told, in one sentence each, of what takes long. */
  readonly log?: (sentence: string) => void;
  /** Server settings on top of the defaults, e.g. {fsync: 'off'} for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A unix socket, where the system has them. */
  readonly transport?: Transport;
}

export interface EmbeddedPostgres {
  readonly url: string;
  /** Stops the server if this process owns it (connections are cut); otherwise does nothing. */
  stop(): Promise<void>;
}

/** Deletes the database below `dataDir`, stopping a server that a killed process left behind. Rejects while its owner lives. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  const folder = join(resolve(dataDir), 'postgres');
  const server = await findPostmaster(folder);
  if (server !== null && (await hasLivingOwner(dataDir))) {
    throw new EmbeddedPostgresFailure(`The database in ${folder} is in use. Stop Attune first.`);
  }
  if (server !== null) await stopServer(folder, server);
  await removeCluster(dataDir);
}

interface Start extends ServerStart {
  readonly dataDir: string;
  readonly password: string | null;
}

/**
 * Starts the PostgreSQL that npm installed, on `dataDir`, or joins the one that already runs there. The process that
 * started it owns it; when that one was killed, the next to ask does. Rejects with EmbeddedPostgresFailure where the
 * server cannot run.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  const start = await prepare(dataDir, options);
  const running = await joinRunning(start);
  if (running !== null && (await hasLivingOwner(dataDir))) {
    const url = connectionUrl(running, start.password, DATABASE);
    return { url, stop: async () => {} };
  }
  return own(start, running ?? (await startOrJoin(start)));
}

async function prepare(dataDir: string, options: EmbeddedPostgresOptions): Promise<Start> {
  const transport = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'unix');
  const user = databaseUser();
  const binaries = await findBinaries(user);
  const password = transport === 'tcp' ? await readPassword(dataDir) : null;
  const folder = await clusterFolder(dataDir, binaries, user, password, options.log);
  const logFile = join(dataDir, 'postgres.log');
  const settings = options.settings ?? {};
  return { dataDir, program: binaries.postgres, folder, logFile, user, transport, settings, password };
}

/** The server that runs on the folder, once it answers; null when there is none, or only the traces of a killed one. */
async function joinRunning(start: Start): Promise<Postmaster | null> {
  const server = await waitUntilReady(start.folder);
  if (server === null) return null;
  return ensureDatabase(server, start.password, DATABASE).then(
    () => server,
    () => null,
  );
}

async function startOrJoin(start: Start): Promise<Postmaster> {
  try {
    const server = await startServer(start);
    await ensureDatabase(server, start.password, DATABASE);
    return server;
  } catch (error) {
    // Of two processes that start at once PostgreSQL refuses one: that one joins.
    const running = await joinRunning(start);
    if (running === null) throw error;
    return running;
  }
}

async function own({ dataDir, folder, password }: Start, server: Postmaster): Promise<EmbeddedPostgres> {
  await becomeOwner(dataDir);
  const stopOnExit = (): void => signal(server.pid, 'SIGINT');
  process.once('exit', stopOnExit);
  const stop = async (): Promise<void> => {
    process.off('exit', stopOnExit);
    await stopServer(folder, server);
  };
  return { url: connectionUrl(server, password, DATABASE), stop };
}
