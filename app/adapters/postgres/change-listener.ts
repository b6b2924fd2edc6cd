import pg from 'pg';
import { CHANGE_CHANNEL, VERSION_COLUMNS, parseChange } from './change.ts';
import type { Change } from './change.ts';
import type { VersionRow } from './version-book.ts';

/** A connection of the feed's own: notifications arrive on it, and the versions are read through it. */
export interface Listener {
  readVersions(): Promise<readonly VersionRow[]>;
  /** Whether the server or the network ended it. */
  isLost(): boolean;
  close(): Promise<void>;
}

const READ_VERSIONS = `SELECT id, ${Object.values(VERSION_COLUMNS).join(', ')} FROM shop ORDER BY id`;
/** A dead network answers nothing at all: after this long the connection counts as lost. */
const PATIENCE_MS = 5_000;

/** Connects and listens. Rejects when the database cannot be reached. */
export async function listen(
  url: string,
  onChange: (change: Change) => void,
  onError: (error: unknown) => void,
): Promise<Listener> {
  let isLost = false;
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    keepAlive: true,
    application_name: 'attune-change-feed',
  });
  client.on('error', onError);
  client.on('end', () => {
    isLost = true;
  });
  client.on('notification', ({ payload }) => {
    const change = parseChange(payload);
    if (change !== null) onChange(change);
  });
  const close = (): Promise<void> => client.end().catch(() => {});
  try {
    await client.connect();
    await client.query(`LISTEN ${CHANGE_CHANNEL}`);
  } catch (error) {
    await close();
    throw error;
  }
  const readVersions = async (): Promise<readonly VersionRow[]> =>
    (await client.query<VersionRow>(READ_VERSIONS)).rows;
  return { readVersions, isLost: () => isLost, close };
}
