import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  mkdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.ts';
import { canEnter } from './run-as.ts';
import type { RunAs } from './run-as.ts';
import { sharedPath } from './shared-folder.ts';

export const SUPERUSER = 'attune';
const SERVER_MAJOR = '18';
/** Text by code point, so that an order never depends on the machine; the server's own sync follows the first start. */
const LAYOUT = [
  '--encoding=UTF8',
  '--no-locale',
  `--username=${SUPERUSER}`,
  '--no-instructions',
  '--no-sync',
];

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
  const folder = await placeCluster(dataDir, user, log);
  const found = await serverMajor(folder);
  if (found === null) {
    log(`Making the database folder ${folder} (once).`);
    await initialise(folder, binaries, user, password);
  } else if (found !== SERVER_MAJOR) throw wrongMajor(folder, found);
  return folder;
}

/** `<dataDir>/postgres`, or what that links to: a folder that the database's user can reach. */
async function placeCluster(dataDir: string, user: RunAs, log: (sentence: string) => void): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const folder = join(dataDir, 'postgres');
  if (await letThrough(dataDir, user)) return folder;
  const linked = await linkTarget(folder);
  if (linked !== null) return linked;
  const target = await sharedPath(`postgres-${randomBytes(6).toString('hex')}`, dataDir);
  log(`PostgreSQL's user cannot enter ${dataDir}: the database goes to ${target}.`);
  // Of two processes that start at once one makes the link; both take what it says.
  await symlink(target, folder).catch(() => {});
  return (await linkTarget(folder)) ?? target;
}

/** Whether the user may pass through `dataDir`, which gets the right to it (not to read it) when that is all that lacks. */
async function letThrough(dataDir: string, user: RunAs): Promise<boolean> {
  if (canEnter(dataDir, user)) return true;
  const { mode } = await stat(dataDir);
  await chmod(dataDir, mode | 0o011);
  if (canEnter(dataDir, user)) return true;
  await chmod(dataDir, mode);
  return false;
}

/** Deletes the database below `dataDir`, which no server may be running on. */
export async function removeCluster(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'postgres');
  const target = await linkTarget(folder);
  if (target !== null) await rm(target, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

async function linkTarget(folder: string): Promise<string | null> {
  return readlink(folder).catch(() => null);
}

async function initialise(
  folder: string,
  binaries: Binaries,
  user: RunAs,
  password: string | null,
): Promise<void> {
  const partial = `${folder}.${process.pid}.${randomBytes(3).toString('hex')}`;
  const passwordFile = `${partial}.password`;
  try {
    await mkdir(partial, { mode: 0o700 });
    if (password !== null) await writeFile(passwordFile, password, { mode: 0o600 });
    await giveTo(user, password === null ? [partial] : [partial, passwordFile]);
    const authentication =
      password === null ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    await promisify(execFile)(binaries.initdb, [`--pgdata=${partial}`, ...LAYOUT, ...authentication], {
      ...user,
    });
    await rename(partial, folder);
  } catch (cause) {
    await rm(partial, { recursive: true, force: true });
    // Another process was quicker: its folder is as good.
    if ((await serverMajor(folder)) === null) throw initialisationFailed(folder, cause);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function giveTo({ uid, gid }: RunAs, paths: readonly string[]): Promise<void> {
  if (uid === undefined || gid === undefined) return;
  for (const path of paths) await chown(path, uid, gid);
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
