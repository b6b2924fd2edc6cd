import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProfile } from '#app/adapters/prisma/shoppers/profile-rows.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { aCart, aProfile, aPurchase, NOW } from '#tests/domain/builders.ts';
import { emptyDatabase, type ClonedDatabase } from '#tests/support/database.ts';

const migration = (name: string) => readFile(`prisma/migrations/${name}/migration.sql`, 'utf8');
const CUSTOMER = gid('Customer', 1);
const OLD = aProfile({
  attributes: { country: 'GB', tags: ['Gold ☕'] },
  attributesAt: NOW,
  purchases: [aPurchase({ at: NOW - 5 })],
  openCarts: [aCart('token', NOW - 9)],
});

let database: ClonedDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await emptyDatabase();
  client = new pg.Client(database.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('a profile stored as JSON', () => {
  it('survives the migration to bytes, and its attributes become a column', async () => {
    await client.query(await migration('20261122130000_first'));
    await client.query(
      `INSERT INTO shop (domain, name, currency, timezone, scopes, installed_at) VALUES ('d', 'n', 'GBP', 'UTC', '{}', now())`,
    );
    await client.query(
      `INSERT INTO profile (shop_id, shopper_id, data, updated_at) SELECT id, $1, $2::jsonb, now() FROM shop`,
      [CUSTOMER, JSON.stringify(OLD)],
    );
    await client.query(await migration('20261124191250_segments_everywhere'));
    await client.query(await migration('20261124194500_profile_bytes'));
    const { rows } = await client.query<{ data: Buffer; attributes: unknown }>('SELECT * FROM profile');
    expect(rows.map(({ data }) => readProfile({ shopper_id: CUSTOMER, data, estimates: null }))).toEqual([
      OLD,
    ]);
    expect(rows.map(({ attributes }) => attributes)).toEqual([OLD.attributes]);
  });
});

describe('readProfile', () => {
  it('says what is wrong with a row that holds no profile', () => {
    expect(() => readProfile({ shopper_id: CUSTOMER, data: Buffer.from([7, 7]), estimates: null })).toThrow(
      'Expected a profile, which begins with 1, found a first byte of 7.',
    );
  });
});
