import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../../prisma/generated/client.ts';

export interface Database {
  readonly prisma: PrismaClient;
  /** The same connections, for set-based SQL and hot paths. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most; default 10. */
  readonly poolSize?: number;
  /** After this long a statement counts as lost and its connection is replaced; default: waits for ever. */
  readonly queryTimeoutMs?: number;
  /** Connections stay open while idle, with what they know of prepared statements; default: they are let go after ten seconds. */
  readonly isAlwaysOpen?: boolean;
  /** Told of connections that broke while idle. The pool replaces them. */
  readonly onError?: (error: Error) => void;
}

/**
 * One pool of connections to `url`, shared by Prisma and raw SQL. Connects at the first query.
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    ...(options.isAlwaysOpen && { idleTimeoutMillis: 0 }),
    ...(options.queryTimeoutMs !== undefined && { query_timeout: options.queryTimeoutMs }),
    // Prisma's adapter writes times without a zone and reads them as UTC: any other zone would shift every one.
    options: '-c timezone=UTC',
  });
  pool.on('error', options.onError ?? (() => {}));
  // A connection that the pool has let go may still be told that the server stops: nobody is left to hear it.
  pool.on('connect', (client) => client.on('error', () => {}));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const close = async (): Promise<void> => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { prisma, pool, close };
}
