import { Session } from '@shopify/shopify-api';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { createSessionStorage } from '#app/adapters/prisma/shops/session-storage.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { cloneDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';

let clone: ClonedDatabase;
let database: Database;
let storage: ReturnType<typeof createSessionStorage>;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url);
  storage = createSessionStorage(database.prisma, createCipherBox(Buffer.alloc(32, 1)));
});
beforeEach(async () => {
  await database.prisma.session.deleteMany();
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const SHOP = 'one.myshopify.com';
const offline = (shop = SHOP, more: Partial<Session> = {}): Session =>
  new Session({ id: `offline_${shop}`, shop, state: '', isOnline: false, ...more });

const COMPLETE = {
  scope: 'read_orders,write_customers',
  accessToken: 'shpat_0123456789abcdef',
  expires: new Date('2026-11-22T13:00:00.250Z'),
  refreshToken: 'shprt_fedcba9876543210',
  refreshTokenExpires: new Date('2027-02-20T12:00:00Z'),
};

const ONLINE = new Session({
  id: `${SHOP}_42`,
  shop: SHOP,
  state: 'nonce',
  isOnline: true,
  accessToken: 'shpua_online',
  onlineAccessInfo: {
    expires_in: 86_399,
    associated_user_scope: 'read_orders',
    associated_user: {
      id: 42,
      first_name: 'Ada',
      last_name: 'Example',
      email: 'ada@example.com',
      email_verified: true,
      account_owner: true,
      locale: 'en',
      collaborator: false,
    },
  },
});

/** The whole row as text: what someone reads who has the database and not the key. */
async function storedText(id: string): Promise<string> {
  const { rows } = await database.pool.query('SELECT session::text AS row FROM session WHERE id = $1', [id]);
  return rows[0]?.row ?? '';
}

describe('storeSession and loadSession', () => {
  test('gives back a session with everything in it', async () => {
    const session = offline(SHOP, COMPLETE);
    expect(await storage.storeSession(session)).toBe(true);
    const loaded = await storage.loadSession(session.id);
    expect(loaded).toBeInstanceOf(Session);
    expect(loaded?.toObject()).toEqual(session.toObject());
    expect(loaded?.equals(session)).toBe(true);
  });

  test('gives back a session with nothing optional in it', async () => {
    const session = offline();
    await storage.storeSession(session);
    expect((await storage.loadSession(session.id))?.toObject()).toEqual(session.toObject());
  });

  test('gives back an online session with its user', async () => {
    await storage.storeSession(ONLINE);
    const loaded = await storage.loadSession(ONLINE.id);
    expect(loaded?.toObject()).toEqual(ONLINE.toObject());
    expect(loaded?.equals(ONLINE)).toBe(true);
  });

  test('replaces the session of the same id, also where it loses a value', async () => {
    await storage.storeSession(offline(SHOP, COMPLETE));
    const next = offline(SHOP, { accessToken: 'shpat_next' });
    await storage.storeSession(next);
    expect((await storage.loadSession(next.id))?.toObject()).toEqual(next.toObject());
    expect(await database.prisma.session.count()).toBe(1);
  });

  test('takes twenty stores of one session at once', async () => {
    const stores = Array.from({ length: 20 }, (_, n) =>
      storage.storeSession(offline(SHOP, { accessToken: `t${n}` })),
    );
    expect(await Promise.all(stores)).toEqual(Array.from({ length: 20 }, () => true));
    expect((await storage.loadSession(`offline_${SHOP}`))?.accessToken).toMatch(/^t\d+$/);
  });

  test('says undefined of a session that is not there', async () => {
    expect(await storage.loadSession('offline_nobody.myshopify.com')).toBeUndefined();
  });

  test('keeps ids apart that differ only in case or look like SQL', async () => {
    const ids = ['offline_a', 'OFFLINE_A', "x'; DROP TABLE session; --", 'ünïcode'];
    for (const id of ids)
      await storage.storeSession(new Session({ id, shop: SHOP, state: id, isOnline: false }));
    for (const id of ids) expect((await storage.loadSession(id))?.state).toBe(id);
  });
});

describe('deleteSession and deleteSessions', () => {
  test('removes the session named and no other', async () => {
    await storage.storeSession(offline('one.myshopify.com'));
    await storage.storeSession(offline('two.myshopify.com'));
    expect(await storage.deleteSession('offline_one.myshopify.com')).toBe(true);
    expect(await storage.loadSession('offline_one.myshopify.com')).toBeUndefined();
    expect(await storage.loadSession('offline_two.myshopify.com')).toBeDefined();
  });

  test('is content when there is nothing to remove', async () => {
    expect(await storage.deleteSession('offline_nobody')).toBe(true);
    expect(await storage.deleteSessions([])).toBe(true);
  });

  test('removes many at once', async () => {
    for (const n of [1, 2, 3, 4, 5]) await storage.storeSession(offline(`shop${n}.myshopify.com`));
    await storage.deleteSessions([
      'offline_shop1.myshopify.com',
      'offline_shop3.myshopify.com',
      'offline_nobody',
    ]);
    const left = await database.prisma.session.findMany({ select: { shop: true }, orderBy: { shop: 'asc' } });
    expect(left.map(({ shop }) => shop)).toEqual([
      'shop2.myshopify.com',
      'shop4.myshopify.com',
      'shop5.myshopify.com',
    ]);
  });
});

describe('findSessionsByShop', () => {
  test("finds the shop's sessions and nobody else's", async () => {
    await storage.storeSession(offline(SHOP, COMPLETE));
    await storage.storeSession(ONLINE);
    await storage.storeSession(offline('two.myshopify.com', COMPLETE));
    const found = await storage.findSessionsByShop(SHOP);
    expect(found.map(({ id }) => id).toSorted()).toEqual([`offline_${SHOP}`, ONLINE.id]);
    expect(found.find(({ id }) => id === ONLINE.id)?.equals(ONLINE)).toBe(true);
  });

  test('finds nothing for a shop without sessions, or for part of a name', async () => {
    await storage.storeSession(offline());
    expect(await storage.findSessionsByShop('nobody.myshopify.com')).toEqual([]);
    expect(await storage.findSessionsByShop('one')).toEqual([]);
  });
});

describe('the stored row', () => {
  test('shows no token and nothing of the user', async () => {
    await storage.storeSession(offline(SHOP, COMPLETE));
    await storage.storeSession(ONLINE);
    const text = (await storedText(`offline_${SHOP}`)) + (await storedText(ONLINE.id));
    expect(text).toContain(SHOP);
    for (const secret of ['shpat', 'shprt', 'shpua', '0123456789abcdef', 'Ada', 'ada@example.com']) {
      expect(text).not.toContain(secret);
    }
  });

  test("opens in no other session's row", async () => {
    await storage.storeSession(offline('one.myshopify.com', COMPLETE));
    await storage.storeSession(offline('two.myshopify.com', COMPLETE));
    await database.pool.query(
      `UPDATE session SET access_token = (SELECT access_token FROM session WHERE shop = 'one.myshopify.com')
        WHERE shop = 'two.myshopify.com'`,
    );
    await expect(storage.loadSession('offline_two.myshopify.com')).rejects.toThrow(
      /belongs to another record/,
    );
  });

  test("does not open its two tokens in one another's place", async () => {
    await storage.storeSession(offline(SHOP, COMPLETE));
    await database.pool.query('UPDATE session SET access_token = refresh_token');
    await expect(storage.loadSession(`offline_${SHOP}`)).rejects.toThrow(/belongs to another record/);
  });

  test('does not open under another key, and the error shows neither token nor key', async () => {
    await storage.storeSession(offline(SHOP, COMPLETE));
    const stranger = createSessionStorage(database.prisma, createCipherBox(Buffer.alloc(32, 9)));
    const failure = await stranger.loadSession(`offline_${SHOP}`).catch(String);
    expect(failure).toMatch(/^CipherFailure: .*Was ENCRYPTION_KEY changed\?$/);
    expect(failure).not.toContain('shpat');
  });

  test('refuses a token that stands there in the clear', async () => {
    await storage.storeSession(offline());
    await database.pool.query("UPDATE session SET access_token = 'shpat_planted'");
    const failure = await storage.loadSession(`offline_${SHOP}`).catch(String);
    expect(failure).toMatch(/^CipherFailure: Expected a stored text sealed as/);
    expect(failure).not.toContain('shpat_planted');
  });
});
