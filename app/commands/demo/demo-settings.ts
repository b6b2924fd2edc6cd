import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  };
}

const PREFERRED = { app: 3000, sandbox: 3100, asset: 3101, tls: 3143 } as const;

/** Reads the demo's keys from `dataDir`, or makes them, and picks a free port for each listener. */
export async function prepareDemoSettings(options: {
  dataDir: string;
  reset: boolean;
  anyPorts?: boolean;
}): Promise<DemoSettings> {
  if (options.reset) await forgetDemo(options.dataDir);
  mkdirSync(options.dataDir, { recursive: true });
  const keys = readOrMakeKeys(path.join(options.dataDir, 'keys.json'));
  const wanted = options.anyPorts ? { app: 0, sandbox: 0, asset: 0, tls: 0 } : PREFERRED;
  const app = await freePort(wanted.app);
  const sandbox = await freePort(wanted.sandbox);
  const asset = await freePort(wanted.asset);
  const tls = await freePort(wanted.tls);
  return { dataDir: options.dataDir, ...keys, ports: { app, sandbox, asset, tls } };
}

/** Removes the database, wherever it had to be put, and the folder. */
async function forgetDemo(dataDir: string): Promise<void> {
  await removeEmbeddedPostgres(path.join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true, force: true });
}

interface Keys {
  apiKey: string;
  apiSecret: string;
  encryptionKey: string;
}

function readOrMakeKeys(file: string): Keys {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Keys;
  } catch {
    const keys = {
      apiKey: randomBytes(16).toString('hex'),
      apiSecret: randomBytes(32).toString('hex'),
      encryptionKey: randomBytes(32).toString('base64'),
    };
    writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
    return keys;
  }
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
