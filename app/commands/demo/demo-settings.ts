import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { removeEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';

/** Keys and addresses of one demo: made once, kept in its folder, so that a second start finds the same shop. */
export interface DemoSettings {
  readonly dataDir: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly encryptionKey: string;
  readonly ports: {
    readonly app: number;
    readonly sandbox: number;
    readonly asset: number;
    readonly tls: number;
    readonly mail: number;
  };
}

const PREFERRED = { app: 3000, sandbox: 3100, asset: 3101, tls: 3143, mail: 3125 };
const ANY = { app: 0, sandbox: 0, asset: 0, tls: 0, mail: 0 };

/** Reads the demo's keys and ports from `dataDir`, or makes them; a port that is taken gives way to a free one. */
export async function prepareDemoSettings(options: {
  dataDir: string;
  reset: boolean;
  /** Any free ports, for a demo beside another one. */
  anyPorts?: boolean;
}): Promise<DemoSettings> {
  if (options.reset) await forgetDemo(options.dataDir);
  mkdirSync(options.dataDir, { recursive: true });
  const file = path.join(options.dataDir, 'settings.json');
  const kept = readKept(file) ?? { ...makeKeys(), ports: options.anyPorts ? ANY : PREFERRED };
  const ports = {
    app: await freePort(kept.ports.app),
    sandbox: await freePort(kept.ports.sandbox),
    asset: await freePort(kept.ports.asset),
    tls: await freePort(kept.ports.tls),
    // A demo of before had no mail server.
    mail: await freePort(kept.ports.mail ?? PREFERRED.mail),
  };
  writeFileSync(file, JSON.stringify({ ...kept, ports }), { mode: 0o600 });
  return { ...kept, ports, dataDir: options.dataDir };
}

/** Removes the database, wherever it had to be put, and the folder. */
export async function forgetDemo(dataDir: string): Promise<void> {
  await removeEmbeddedPostgres(path.join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true, force: true });
}

type Kept = Omit<DemoSettings, 'dataDir'>;

function readKept(file: string): Kept | null {
  if (!existsSync(file)) return null;
  return JSON.parse(readFileSync(file, 'utf8')) as Kept;
}

function makeKeys(): Omit<Kept, 'ports'> {
  return {
    apiKey: randomBytes(16).toString('hex'),
    apiSecret: randomBytes(32).toString('hex'),
    encryptionKey: randomBytes(32).toString('base64'),
  };
}

/** `preferred` when nothing listens there, else any free port of the loopback address. */
async function freePort(preferred: number): Promise<number> {
  return (
    (await tryPort(preferred)) ??
    (await tryPort(0)) ??
    Promise.reject(new Error('No free port on 127.0.0.1.'))
  );
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
