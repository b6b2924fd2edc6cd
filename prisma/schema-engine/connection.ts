import { EventEmitter } from 'node:events';
import pg from 'pg';

const CHAR = 18;
/** Types of PostgreSQL's catalogue that the driver adapter refuses, "char", name and "char"[], and what it takes instead. */
const READ_AS = new Map([
  [CHAR, 25],
  [19, 25],
  [1003, 1009],
]);

/** Connection options from a URL, part by part, so that another database can take the place of the URL's. */
export function connectionOptions(url: string): pg.ClientConfig {
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url });
  return { host, port, user, password: password ?? undefined, database, ssl };
}

/** One connection whose results report catalogue types as text, and where in the newest result a "char" was. */
export interface CatalogueConnection {
  readonly pool: pg.Pool;
  charColumns(): readonly number[];
}

export function connectToCatalogue(options: pg.ClientConfig): CatalogueConnection {
  let charColumns: readonly number[] = [];
  const pool = new pg.Pool({ ...options, max: 1, allowExitOnIdle: true });
  const readRowDescription = ({ fields }: RowDescription): void => {
    charColumns = fields.flatMap((field, index) => (field.dataTypeID === CHAR ? [index] : []));
    for (const field of fields) field.dataTypeID = READ_AS.get(field.dataTypeID) ?? field.dataTypeID;
  };
  pool.on('connect', (client) => protocolOf(client).prependListener('rowDescription', readRowDescription));
  return { pool, charColumns: () => charColumns };
}

interface RowDescription {
  readonly fields: { dataTypeID: number }[];
}

/** The protocol's own events: the one place where a result's types are seen before they are used. */
function protocolOf(client: pg.ClientBase): EventEmitter {
  const connection: unknown = Reflect.get(client, 'connection');
  if (connection instanceof EventEmitter) return connection;
  throw new Error('Expected pg.Client to have a connection that emits events; has the driver changed?');
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
