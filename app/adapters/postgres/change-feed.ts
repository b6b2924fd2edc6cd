import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import type { Prisma } from '../../../prisma/generated/client.ts';
import { listen } from './change-listener.ts';
import type { Listener } from './change-listener.ts';
import { CHANGE_CHANNEL, VERSION_COLUMNS } from './change.ts';
import type { Change, ChangeKind } from './change.ts';
import { createVersionBook } from './version-book.ts';

export type { Change, ChangeKind } from './change.ts';

/** What a change is published through: the transaction that makes it, or a pool when there is nothing else to it. */
export type ChangePublisher = pg.PoolClient | pg.Pool | Prisma.TransactionClient;

/**
 * Raises the shop's version of `kind` and tells every process, when the transaction of `client` commits; a rollback
 * takes both back. It locks the shop's row until then, so make it the last statement. Gives the new version; 0, told
 * all the same, when the shop's row is gone.
 */
export async function publishChange(
  client: ChangePublisher,
  { shopId, kind }: { readonly shopId: number; readonly kind: ChangeKind },
): Promise<number> {
  const rows =
    '$queryRawUnsafe' in client
      ? await client.$queryRawUnsafe<PublishedRow[]>(PUBLISH[kind], shopId)
      : (await client.query<PublishedRow>(PUBLISH[kind], [shopId])).rows;
  return Number(rows[0]?.version ?? 0);
}

interface PublishedRow {
  readonly version: number | string | bigint;
}

const PUBLISH = Object.fromEntries(
  Object.entries(VERSION_COLUMNS).map(([kind, column]) => [
    kind,
    `WITH raised AS (UPDATE shop SET ${column} = ${column} + 1 WHERE id = $1::int RETURNING ${column} AS version),
      told AS (SELECT coalesce(max(version), 0)::bigint AS version FROM raised)
      SELECT version, pg_notify('${CHANGE_CHANNEL}',
        json_build_object('shopId', $1::int, 'kind', '${kind}', 'version', version)::text)::text AS sent FROM told`,
  ]),
) as Record<ChangeKind, string>;

export interface ChangeFeedOptions {
  /** How often the versions are read in case a notification was lost; default 1000. */
  readonly pollMs?: number;
  /** Told of a lost connection (it is opened again) and of what `onChange` throws. */
  readonly onError?: (error: unknown) => void;
}

export interface ChangeFeed {
  close(): Promise<void>;
}

/**
 * Calls `onChange` for every change published after this resolves, from any process: at once by notification, within
 * `pollMs` when that was lost. A version is told once; several changes that only polling finds are told as the newest.
 * So open the feed first, then load what it keeps fresh. Rejects when the database cannot be reached at the start;
 * later it reconnects for ever.
 */
export async function openChangeFeed(
  url: string,
  onChange: (change: Change) => void | Promise<void>,
  { pollMs = 1000, onError = () => {} }: ChangeFeedOptions = {},
): Promise<ChangeFeed> {
  const book = createVersionBook();
  const closing = new AbortController();
  const tellOne = async (change: Change): Promise<void> => {
    try {
      await onChange(change);
    } catch (error) {
      onError(error);
    }
  };
  const tell = async (changes: readonly Change[]): Promise<void> => {
    for (const change of changes) await tellOne(change);
  };
  const onNotification = (change: Change): void => void tell(book.readNotification(change));

  let listener: Listener | null = await listen(url, onNotification, onError);
  book.readRows(await listener.readVersions());

  const poll = async (): Promise<void> => {
    try {
      if (listener?.isLost()) listener = null;
      listener ??= await listen(url, onNotification, onError);
      await tell(book.readRows(await listener.readVersions()));
    } catch (error) {
      onError(error);
      await listener?.close();
      listener = null;
    }
  };
  const polling = (async () => {
    while (await pause(pollMs, closing.signal)) await poll();
    await listener?.close();
  })();
  const close = async (): Promise<void> => {
    closing.abort();
    await polling;
  };
  return { close };
}

/** True after `ms`; false at once when closing. */
async function pause(ms: number, closing: AbortSignal): Promise<boolean> {
  return setTimeout(ms, true, { signal: closing }).catch(() => false);
}
