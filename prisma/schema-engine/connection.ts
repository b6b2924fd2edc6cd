import { EventEmitter } from 'node:events';
import pg from 'pg';

/** PostgreSQL's catalogue types "char", name and "char"[] are read as text: the driver adapter refuses them. */
const CATALOGUE_TYPES = new Map([
  [18, 25],
  [19, 25],
  [1003, 1009],
]);

/** Connection options from a URL, part by part, so that another database can take the place of the URL's. */
export function connectionOptions(url: string): pg.ClientConfig {
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url });
  return { host, port, user, password: password ?? undefined, database, ssl };
}

/** Connections that report catalogue types as text. */
export function cataloguePool(options: pg.ClientConfig): pg.Pool {
  const pool = new pg.Pool({ ...options, max: 1, allowExitOnIdle: true });
  pool.on('connect', (client) => connectionOf(client).prependListener('rowDescription', reportAsText));
  return pool;
}

/** The protocol's own events: the one place where a result's types are seen before they are used. */
function connectionOf(client: pg.ClientBase): EventEmitter {
  const connection: unknown = Reflect.get(client, 'connection');
  if (connection instanceof EventEmitter) return connection;
  throw new Error('Expected pg.Client to have a connection that emits events; has the driver changed?');
}

function reportAsText({ fields }: { fields: { dataTypeID: number }[] }): void {
  for (const field of fields) field.dataTypeID = CATALOGUE_TYPES.get(field.dataTypeID) ?? field.dataTypeID;
}

/** Rejects when the database cannot be reached. */
export async function canConnect(url: string): Promise<void> {
  const client = new pg.Client(connectionOptions(url));
  await client.connect();
  await client.end();
}

/** Creates the database the URL names, through the server's `postgres` database. */
export async function createDatabase(url: string): Promise<void> {
  const options = connectionOptions(url);
  const client = new pg.Client({ ...options, database: 'postgres' });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(options.database ?? 'postgres')}`);
  } finally {
    await client.end();
  }
}
