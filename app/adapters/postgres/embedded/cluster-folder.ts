import { execFile } from 'node:child_process';
import { chown, lstat, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.ts';
import { canEnter } from './run-as.ts';
import type { RunAs } from './run-as.ts';
import { sharedFolder } from './shared-folder.ts';

export const SUPERUSER = 'attune';
const SERVER_MAJOR = '18';

/**
 * The folder of the database below `dataDir`, made by initdb when it is not there yet. `password` protects a server
 * that listens on TCP; a unix socket is protected by its folder.
 */
export async function clusterFolder(
  dataDir: string,
  binaries: Binaries,
  user: RunAs,
  password: string | null,
  log: (sentence: string) => void = () => {},
): Promise<string> {
  const folder = await placeCluster(dataDir, user);
  const found = await serverMajor(folder);
  if (found === null) {
    log(`Making the database folder ${folder} (once).`);
    await initialise(folder, binaries, user, password);
  } else if (found !== SERVER_MAJOR) throw wrongMajor(folder, found);
  return folder;
}

/** `<dataDir>/postgres`, or a link there to a folder the database's user can reach. Removing the link starts anew. */
async function placeCluster(dataDir: string, user: RunAs): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const folder = join(dataDir, 'postgres');
  if (canEnter(dataDir, user)) return folder;
  const target = await sharedFolder('postgres', folder);
  const link = await lstat(folder).catch(() => null);
  if (link === null) {
    await rm(target, { recursive: true, force: true });
    await symlink(target, folder);
  }
  return target;
}

async function initialise(
  folder: string,
  binaries: Binaries,
  user: RunAs,
  password: string | null,
): Promise<void> {
  const partial = `${folder}.${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  if (user.uid !== undefined) await chown(partial, user.uid, user.gid ?? user.uid);
  const passwordFile = `${folder}.password`;
  if (password !== null) await writeFile(passwordFile, password, { mode: 0o600 });
  const authentication =
    password === null ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const layout = ['--encoding=UTF8', '--no-locale', `--username=${SUPERUSER}`, '--no-instructions'];
  try {
    const run = promisify(execFile);
    await run(binaries.initdb, [`--pgdata=${partial}`, ...layout, ...authentication, '--no-sync'], {
      ...user,
    });
    await rename(partial, folder);
  } catch (cause) {
    await rm(partial, { recursive: true, force: true });
    // Another process was quicker: its folder is as good.
    if ((await serverMajor(folder)) === null) throw initialisationFailed(folder, cause);
  }
}

async function serverMajor(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => null);
  return text === null ? null : text.trim();
}

function wrongMajor(folder: string, found: string): Error {
  return new EmbeddedPostgresFailure(
    `Expected a PostgreSQL ${SERVER_MAJOR} database in ${folder}, found version ${found}. Move the folder away to start anew.`,
  );
}

function initialisationFailed(folder: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EmbeddedPostgresFailure(`The database folder ${folder} could not be made: ${reason}`, { cause });
}
