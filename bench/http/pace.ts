import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';

/**
 * Sends request 0 to `count` - 1, `rate` a second, one after the other at its time; whoever is due while all connections are busy waits for
 * one. Tells `send` the milliseconds of `performance.now()` from which an answer's time counts.
 */
export async function pace(
  connections: readonly Connection[],
  { count, rate }: { readonly count: number; readonly rate: number },
  send: (connection: Connection, place: number, dueAt: number) => Promise<void>,
): Promise<void> {
  const start = performance.now();
  let next = 0;
  const work = async (connection: Connection): Promise<void> => {
    for (let mine = next++; mine < count; mine = next++) {
      const dueAt = start + (mine * 1000) / rate;
      const waitMs = dueAt - performance.now();
      if (waitMs > 1) await sleep(waitMs);
      await send(connection, mine, Math.min(dueAt, performance.now()));
    }
  };
  await Promise.all(connections.map(work));
}
