import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Pace, PacedServer } from '#app/ports/pace.ts';

/** The database's clock alone decides, so that clocks of processes need not agree. */
const MS_FROM_NOW = (at: string): string =>
  `ceil(greatest(0, extract(epoch FROM ${at} - clock_timestamp()) * 1000))::float8`;

/** Takes the next free moment, and gives in how many milliseconds it is; the statement is over before anybody waits. */
const TAKE = `
  INSERT INTO server_pace AS known (shop_id, host, free_at, rests_until)
  VALUES ($1, $2, clock_timestamp() + $3 * interval '1 second', clock_timestamp())
  ON CONFLICT (shop_id, host) DO UPDATE
    SET free_at = greatest(known.free_at, known.rests_until, clock_timestamp()) + $3 * interval '1 second'
  RETURNING ${MS_FROM_NOW("(known.free_at - $3 * interval '1 second')")} AS ms`;

const RESTS = `SELECT ${MS_FROM_NOW('rests_until')} AS ms FROM server_pace WHERE shop_id = $1 AND host = $2`;

const REST = `
  INSERT INTO server_pace AS known (shop_id, host, free_at, rests_until)
  VALUES ($1, $2, clock_timestamp(), clock_timestamp() + $3 * interval '1 millisecond')
  ON CONFLICT (shop_id, host) DO UPDATE SET rests_until = greatest(known.rests_until, EXCLUDED.rests_until)`;

/** Whose last turn was long ago has a row for nothing. */
const FORGET = `DELETE FROM server_pace WHERE shop_id = $1 AND greatest(free_at, rests_until) < now() - interval '1 day'`;

/** A pace that all processes on one database keep: a row for each server of a shop. */
export function createServerPace(pool: pg.Pool): Pace {
  const msOf = async (text: string, { shopId, host }: PacedServer, ...more: number[]): Promise<number> => {
    const { rows } = await pool.query<{ ms: number }>(text, [shopId, host, ...more]);
    return rows[0]?.ms ?? 0;
  };
  return {
    async turn(server, perSecond, signal) {
      for (;;) {
        const ms = await msOf(TAKE, server, 1 / perSecond);
        if (ms === 0) return;
        await pause(ms, undefined, { signal });
        // Told to rest meanwhile: this turn is none, and the next free moment is behind the rest.
        if ((await msOf(RESTS, server)) === 0) return;
      }
    },
    async rest({ shopId, host }, ms) {
      await pool.query(REST, [shopId, host, ms]);
      await pool.query(FORGET, [shopId]);
    },
  };
}
