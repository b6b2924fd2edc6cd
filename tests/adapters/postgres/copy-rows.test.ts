import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CopyFields } from '#app/adapters/postgres/copy-fields.ts';
import { copyRows } from '#app/adapters/postgres/copy-rows.ts';
import { openDatabase, type Database } from '#app/adapters/postgres/database.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import { readAll } from '#tests/support/read-all.ts';

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { poolSize: 2 });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

async function copied<Row>(query: string, toRow: (fields: CopyFields) => Row): Promise<readonly Row[]> {
  const client = await database.pool.connect();
  try {
    return await readAll(copyRows(client, query, toRow));
  } finally {
    client.release();
  }
}

describe('copyRows', () => {
  it('gives what an ordinary answer gives, of every type that it reads', async () => {
    const query = `SELECT * FROM (VALUES
      ('plain', NULL, true, 7::smallint, -70000, 9007199254740991, '2026-11-28T12:00:00.999Z'::timestamptz),
      ('', 'Zoë 🙂', false, -1::smallint, 2147483647, -5000000000, '1999-12-31T23:59:59.500Z')) AS made`;
    const found = await copied(query, (fields) => [
      fields.getText(),
      fields.findText(),
      fields.getBoolean(),
      fields.getInteger(),
      fields.getInteger(),
      fields.getInteger(),
      fields.getInstant(),
    ]);
    const { rows } = await database.pool.query<unknown[]>({ text: query, rowMode: 'array' });
    expect(found).toEqual(
      rows.map(([a, b, c, d, e, f, at]) => [a, b, c, d, e, Number(f), toInstant(at as Date)]),
    );
  });

  it('goes on to the next row wherever a reader left the last one', async () => {
    const query = `SELECT i, 'rest', NULL, i FROM generate_series(1, 3) AS i`;
    expect(await copied(query, (fields) => fields.getInteger())).toEqual([1, 2, 3]);
  });

  it('reads nothing where there is nothing', async () => {
    expect(await copied('SELECT 1 WHERE false', (fields) => fields.getInteger())).toEqual([]);
  });

  it('reads every row once, in their order, however many blocks they fill and however long one is', async () => {
    const query = `
      SELECT i, repeat('x', CASE WHEN i = 700 THEN 3000000 ELSE i END) FROM generate_series(1, 4000) AS i`;
    const found = await copied(query, (fields) => [fields.getInteger(), fields.getText().length]);
    expect(found).toEqual(
      Array.from({ length: 4_000 }, (_, at) => [at + 1, at + 1 === 700 ? 3_000_000 : at + 1]),
    );
  });

  it('fails as the query fails, also after rows came, and leaves the connection as it was', async () => {
    const query = `SELECT 1 / (100000 - i) FROM generate_series(1, 200000) AS i`;
    await expect(copied(query, (fields) => fields.getInteger())).rejects.toThrow('division by zero');
    expect(await copied('SELECT 1', (fields) => fields.getInteger())).toEqual([1]);
  });

  it('fails where a field that is asked for is null', async () => {
    const reading = copied('SELECT NULL::int', (fields) => fields.getInteger());
    await expect(reading).rejects.toThrow('the field is not null');
  });

  it('lets PostgreSQL wait until a reader asks for more', async () => {
    const client = await database.pool.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const batches = copyRows(client, `SELECT repeat('x', 1000) FROM generate_series(1, 1000000)`, () => null);
    expect((await batches.next()).value?.length).toBeLessThan(2_000);
    await expect.poll(() => waitOf(rows[0]?.pid)).toBe('ClientWrite');
    await batches.return(undefined);
    client.release(true);
  });
});

async function waitOf(pid: number | undefined): Promise<string | null | undefined> {
  const text = 'SELECT wait_event FROM pg_stat_activity WHERE pid = $1';
  const { rows } = await database.pool.query<{ wait_event: string | null }>(text, [pid]);
  return rows[0]?.wait_event;
}
