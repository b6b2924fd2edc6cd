import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import type { EmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { findPostmaster, isAlive } from '#app/adapters/postgres/embedded/postmaster.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';
import { eventually } from '#tests/support/eventually.ts';

const QUICK = { fsync: 'off' };
let base: string;
let dataDir: string;
let stops: (() => Promise<void>)[];

beforeEach(async () => {
  base = await temporaryFolder('attune-embedded-');
  dataDir = base;
  stops = [];
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  await rm(base, { recursive: true, force: true });
});

async function start(more: object = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings: QUICK, ...more });
  stops.push(server.stop);
  return server;
}

async function query(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

async function postmasterPid(): Promise<number> {
  return (await findPostmaster(join(dataDir, 'postgres')))?.pid ?? 0;
}

/** Another process that starts the server on the same folder and stays. */
async function startElsewhere(): Promise<{ child: ChildProcess; url: string }> {
  const program = `
    import { startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
    const server = await startEmbeddedPostgres({ dataDir: process.argv[1], settings: { fsync: 'off' } });
    process.on('SIGTERM', async () => { await server.stop(); process.exit(0); });
    process.on('SIGHUP', () => process.exit(0));
    setInterval(() => {}, 1000);
    console.log(server.url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  stops.push(async () => void child.kill('SIGKILL'));
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: String(url).trim() };
}

describe('startEmbeddedPostgres', () => {
  test('makes a database in UTF-8, sorted by code point, in UTC, with data checksums', async () => {
    const { url } = await start();
    const wanted = `SELECT concat_ws(' ', current_database(), getdatabaseencoding(), datcollate,
      current_setting('TimeZone'), current_setting('data_checksums')) FROM pg_database WHERE datname = current_database()`;
    expect(await query(url, wanted)).toBe('attune UTF8 C UTC on');
  });

  test('keeps what was written from one start to the next', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'SELECT answer FROM kept')).toBe(42);
  });

  test('listens on no network, and its folder is closed to others', async () => {
    const { url } = await start();
    expect(await query(url, "SELECT current_setting('listen_addresses')")).toBe('');
    const { mode } = await stat(join(dataDir, 'postgres'));
    expect(mode & 0o077).toBe(0);
  });

  test('leaves no process, socket or lock when stopped, and takes a second stop', async () => {
    const server = await start();
    const pid = await postmasterPid();
    expect(isAlive(pid)).toBe(true);
    await server.stop();
    await eventually(() => expect(isAlive(pid)).toBe(false));
    const left = await readdir(join(dataDir, 'postgres'));
    expect(left.filter((name) => name.includes('PGSQL') || name === 'postmaster.pid')).toEqual([]);
    await server.stop();
  });

  test('stops while clients are connected', async () => {
    const server = await start();
    const client = new pg.Client(server.url);
    const cut = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await server.stop();
    expect(await cut).toBeInstanceOf(Error);
  });

  test('joins the server of a living process, and leaves it running', async () => {
    const elsewhere = await startElsewhere();
    const pid = await postmasterPid();
    const joined = await start();
    expect(joined.url).toBe(elsewhere.url);
    await joined.stop();
    expect(isAlive(pid)).toBe(true);
    elsewhere.child.kill('SIGTERM');
    await once(elsewhere.child, 'exit');
    await eventually(() => expect(isAlive(pid)).toBe(false));
  });

  test('takes over the server of a process that was killed, with its data, and stops it', async () => {
    const elsewhere = await startElsewhere();
    await query(elsewhere.url, 'CREATE TABLE kept AS SELECT 7 AS answer');
    const pid = await postmasterPid();
    elsewhere.child.kill('SIGKILL');
    await once(elsewhere.child, 'exit');
    expect(isAlive(pid)).toBe(true);
    const heir = await start();
    expect(await postmasterPid()).toBe(pid);
    expect(await query(heir.url, 'SELECT answer FROM kept')).toBe(7);
    await heir.stop();
    await eventually(async () => expect(await postmasterPid()).toBe(0));
  });

  test('stops with a process that exits without stopping it', async () => {
    const { child } = await startElsewhere();
    const pid = await postmasterPid();
    child.kill('SIGHUP');
    await once(child, 'exit');
    await eventually(() => expect(isAlive(pid)).toBe(false));
  });

  test('starts again where the server itself was killed, and loses nothing committed', async () => {
    const first = await start({ settings: {} });
    await query(first.url, 'CREATE TABLE kept AS SELECT 9 AS answer');
    const pid = await postmasterPid();
    process.kill(pid, 'SIGKILL');
    await eventually(() => expect(isAlive(pid)).toBe(false));
    const second = await start();
    expect(await query(second.url, 'SELECT answer FROM kept')).toBe(9);
  });

  test('starts again once the queries of a server that was killed have ended', async () => {
    const first = await start();
    const client = new pg.Client(first.url);
    client.on('error', () => {});
    await client.connect();
    const busy = client.query('SELECT sum(n) FROM generate_series(1, 3000000) AS n').catch(() => 'cut');
    await eventually(async () =>
      expect(
        await query(
          first.url,
          `SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE 'SELECT sum(n)%'`,
        ),
      ).toBe(1),
    );
    process.kill(await postmasterPid(), 'SIGKILL');
    const second = await start();
    expect(await query(second.url, 'SELECT 1')).toBe(1);
    await busy;
    await client.end().catch(() => {});
  });

  test('starts where postmaster.pid names a process that is something else by now', async () => {
    await (await start()).stop();
    const stale = [process.ppid, dataDir, 1, 5432, join(dataDir, 'postgres'), '', '1 1', 'ready   ', ''];
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), stale.join('\n'));
    const server = await start();
    expect(await query(server.url, 'SELECT 1')).toBe(1);
  });

  test('gives one server to four that start at once on an empty folder', async () => {
    const servers = await Promise.all([start(), start(), start(), start()]);
    expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
    expect(await query(servers[3].url, 'SELECT 1')).toBe(1);
    const entries = await readdir(dataDir);
    expect(entries.filter((name) => /^postgres\.\d+/.test(name))).toEqual([]);
  });

  test('puts its socket elsewhere when the path of the folder is too long for one', async () => {
    dataDir = join(dataDir, 'x'.repeat(100));
    const server = await start();
    expect(await query(server.url, 'SELECT 1')).toBe(1);
    const socketFolder = new URL(server.url).searchParams.get('host') ?? '';
    expect(socketFolder.length).toBeLessThan(90);
    await server.stop();
    await expect(stat(socketFolder)).rejects.toThrow('ENOENT');
  });

  test('takes blanks and umlauts in the path', async () => {
    dataDir = join(dataDir, 'ein Ordner für Daten');
    expect(await query((await start()).url, 'SELECT 1')).toBe(1);
  });

  test('asks for a password where it has to listen on TCP', async () => {
    const { url } = await start({ transport: 'tcp' });
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(await query(url, 'SELECT 1')).toBe(1);
    const stranger = url.replace(/:[0-9a-f]{48}@/, ':guess@');
    expect(stranger).not.toBe(url);
    await expect(query(stranger, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o077).toBe(0);
  });

  test('says what PostgreSQL said when it cannot start, and how to do without', async () => {
    await expect(start({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      /PostgreSQL did not start on .*invalid value for parameter "shared_buffers": "plenty".* Or set DATABASE_URL/s,
    );
  });

  test('refuses a folder of another PostgreSQL', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(/Expected a PostgreSQL 18 database in .*, found version 15\./);
  });

  test.runIf(process.getuid?.() === 0)('works for root below a folder that only root may enter', async () => {
    await chmod(base, 0o700);
    dataDir = join(base, 'app', '.data');
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 5 AS answer');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'SELECT answer FROM kept')).toBe(5);
    await second.stop();
    const target = await readlink(join(dataDir, 'postgres'));
    await removeEmbeddedPostgres(dataDir);
    await expect(stat(target)).rejects.toThrow('ENOENT');
  });
});

describe('removeEmbeddedPostgres', () => {
  test('deletes the database, and the next start makes an empty one', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 5 AS answer');
    await first.stop();
    await removeEmbeddedPostgres(dataDir);
    const second = await start();
    expect(await query(second.url, "SELECT count(*)::int FROM pg_tables WHERE tablename = 'kept'")).toBe(0);
  });

  test('refuses while a living process owns the server', async () => {
    await start();
    await expect(removeEmbeddedPostgres(dataDir)).rejects.toThrow(/is in use\. Stop Attune first/);
  });

  test('stops a server that a killed process left behind', async () => {
    const { child } = await startElsewhere();
    const pid = await postmasterPid();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await removeEmbeddedPostgres(dataDir);
    await eventually(() => expect(isAlive(pid)).toBe(false));
    await expect(stat(join(dataDir, 'postgres'))).rejects.toThrow('ENOENT');
  });
});
