import { rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import { Agent, buildConnector, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConnector } from '#app/adapters/connectors/connector.ts';
import { createFoldTransactions } from '#app/adapters/prisma/inbox/fold-transaction.ts';
import { createInbox } from '#app/adapters/prisma/inbox/inbox-store.ts';
import { createConnectionBook } from '#app/adapters/prisma/shoppers/connection-book.ts';
import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createPullDesk } from '#app/adapters/prisma/shoppers/pull-desk.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { createAdminClient } from '#app/adapters/shopify/admin-client.ts';
import { createReminderSource } from '#app/adapters/shopify/reminder-source.ts';
import { createLog } from '#app/adapters/system/log.ts';
import * as entry from '#app/entry.server.tsx';
import type { Log } from '#app/ports/log.ts';
import type { ReminderSource } from '#app/ports/reminder-reading.ts';
import * as decisions from '#app/routes/app.decisions._index.tsx';
import * as settings from '#app/routes/app.settings.tsx';
import { startLoop } from '#app/worker/loop.ts';
import { createPullConnections } from '#app/use-cases/connections/pull-connections.ts';
import { loadCertificates } from '#sandbox/http/certificates.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';
import { USER_AGENT } from '#sandbox/browser/launch-browser.ts';
import { CANARIES, leaksIn, PERSON } from '#tests/support/canaries.ts';
import { freePace } from '#tests/support/free-pace.ts';
import { openMailServer } from '#tests/support/mail-server.ts';
import { createReminderSender, plainSource, READER } from '#tests/support/reminder-sender.ts';
import { openReminderWorld } from '#tests/support/reminder-world.ts';
import { ENCRYPTION_KEY } from '#tests/support/running-server.ts';
import { openAdminSite, sessionToken, SHOP, type AdminSite } from '../routes/admin-site.ts';
import { eventually } from '#tests/support/eventually.ts';

const QUOTING = `${CANARIES.join(', ')}; {"email": "${PERSON.email}"`;

const lines: string[] = [];
const log: Log = createLog('trace', { write: (line: string) => void lines.push(line) });
const printed = vi
  .spyOn(console, 'error')
  .mockImplementation((...said) => void lines.push(said.map(String).join(' ')));
let world: Awaited<ReturnType<typeof openReminderWorld>>;
beforeAll(async () => {
  world = await openReminderWorld();
});
beforeEach(() => void lines.splice(0));
afterAll(async () => {
  printed.mockRestore();
  await world.close();
});

async function listenOn(server: Server): Promise<{ readonly port: number; close(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers everything with `body`. */
const says =
  (status: number, body: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);

async function remind(cartToken: string, source: ReminderSource): Promise<void> {
  await world.leave(cartToken);
  const { pool, clock } = world;
  const flow = { cartLeft: async () => ({ kind: 'accepted' }) as const };
  const run = createReminderSender({ pool, clock, flow, source, log });
  const loop = startLoop({ name: 'reminders', run, everyMs: 60_000, log });
  const isOver = async () => lines.length > 0 || (await world.cart(cartToken))?.state !== 'abandoned';
  await eventually(async () => expect(await isOver()).toBe(true));
  await loop.stop();
}

const reader = { ...READER, address: PERSON.email, firstName: PERSON.first_name };

describe('the log at its lowest level holds nothing of a person', () => {
  it.each(['onMailFrom', 'onRcptTo', 'onData'] as const)(
    'when a mail server quotes it at %s',
    async (stage) => {
      const refuse = (_given: unknown, _session: unknown, done: (error: Error) => void): void =>
        done(Object.assign(new Error(`5.1.1 <${PERSON.email}>: ${QUOTING}`), { responseCode: 550 }));
      const refusing = await openMailServer({ [stage]: refuse });
      await world.accounts.save(world.shopId, refusing.account);
      await remind(
        stage,
        plainSource(() => reader),
      );
      await refusing.close();
      expect(await world.cart(stage)).toMatchObject({ state: 'cancelled', why: 'refused' });
      expect(leaksIn(lines.join(''))).toEqual([]);
    },
  );

  const SHOPIFY_SAYS = [
    [
      200,
      JSON.stringify({ errors: [{ message: `Variable $customer was provided invalid value ${QUOTING}` }] }),
    ],
    [
      200,
      JSON.stringify({
        data: { shop: null, customer: { firstName: PERSON.first_name, locale: PERSON.note } },
      }),
    ],
    [200, `<p>${QUOTING}</p>`],
    [403, `{"errors": "${PERSON.email} is not allowed"}`],
  ] as const;
  it.each(SHOPIFY_SAYS)('when Shopify answers %i with %s', async (status, body) => {
    const shopify = await openEveryHost(says(status, body));
    const apiOf = createAdminClient({
      loadOfflineSession: async () => ({ accessToken: 'a-token' }),
      attempts: 1,
    });
    await remind(`shopify-${status}-${body.length}`, createReminderSource(apiOf));
    await shopify.close();
    expect(lines.join('')).toMatch(/reminder put off|background work failed/);
    expect(leaksIn(lines.join(''))).toEqual([]);
  });

  it.each([
    [400, QUOTING],
    [200, QUOTING],
    [200, JSON.stringify({ points: PERSON })],
  ])('when a connection answers %i with it: %s', async (status, body) => {
    const { pool, shopId, clock } = world;
    const cipher = createCipherBox(ENCRYPTION_KEY);
    const other = await openEveryHost(says(status, body));
    const url = 'https://crm.example/{{emailHash}}';
    const fields = [{ field: 'points', path: 'points', type: 'number' }] as const;
    const source = { kind: 'json', url, secretHeader: '', fields } as const;
    const connection = { id: `crm-${status}-${body.length}`, name: 'CRM', isOn: true };
    const connectionSettings = { source, needs: 'none', refreshDays: 7, keepDays: 30 } as const;
    await createConnectionBook(pool, cipher).save(
      shopId,
      { ...connection, settings: connectionSettings },
      undefined,
      clock.now(),
    );
    const pull = createPullConnections({
      desk: createPullDesk(pool, cipher),
      inbox: createInbox(pool, createFoldTransactions(cipher)),
      connector: createConnector(freePace, getGlobalDispatcher()),
      customerMetafields: { read: async () => new Map() },
      source: plainSource(() => reader),
      profiles: createProfileStore(
        pool,
        createShopperReader(() => ({})),
      ),
      clock,
      log,
    });
    while (await pull(new AbortController().signal));
    await other.close();
    const { rows } = await pool.query('SELECT problem FROM connection_pull WHERE connection_id = $1', [
      connection.id,
    ]);
    expect(rows.length).toBeGreaterThan(0);
    expect(leaksIn(JSON.stringify(rows))).toEqual([]);
    expect(leaksIn(lines.join(''))).toEqual([]);
  });

  it('when pages of the admin are asked with it, and when the database quotes what they would store', async () => {
    const site = await openAdminSite(log);
    const statuses = [
      ...(await Promise.all(
        CANARIES.map((canary) => ask(site, 'routes/decisions', `?shopper=${encodeURIComponent(canary)}`)),
      )),
      await ask(site, 'routes/settings', '', { intent: 'save-mail', mail: { ...MAIL, host: PERSON.note } }),
      await ask(site, 'routes/settings', '', { intent: PERSON.email }),
    ];
    expect(statuses).toEqual([...CANARIES.map(() => 200), 422, 400]);
    await site.database.pool.query('ALTER TABLE mail_account ADD CONSTRAINT refused CHECK (false) NOT VALID');
    expect(await ask(site, 'routes/settings', '', { intent: 'save-mail', mail: MAIL })).toBe(500);
    await site.close();
    expect(lines.join('')).toContain('"constraint":"refused"');
    expect(leaksIn(lines.join(''))).toEqual([]);
  });
});

const MAIL = {
  ...{
    host: 'smtp.example.com',
    port: 587,
    security: 'starttls',
    username: PERSON.email,
    password: PERSON.phone,
  },
  ...{ fromName: PERSON.first_name, fromAddress: PERSON.email, postalAddress: PERSON.address1 },
};

/** One answer for whatever host is asked. */
async function openEveryHost(answer: RequestListener): Promise<{ close(): Promise<void> }> {
  const folder = await temporaryFolder('attune-certificates-');
  const server = await listenOn(createServer(await loadCertificates(folder), answer));
  await rm(folder, { recursive: true });
  const before = getGlobalDispatcher();
  const connect = buildConnector({ rejectUnauthorized: false });
  const here = { hostname: '127.0.0.1', host: `127.0.0.1:${server.port}`, port: String(server.port) };
  setGlobalDispatcher(new Agent({ connect: (options, done) => connect({ ...options, ...here }, done) }));
  return {
    async close() {
      setGlobalDispatcher(before);
      await server.close();
    },
  };
}

const ROUTES = { 'routes/decisions': decisions, 'routes/settings': settings };

/** Remix itself, with its own way to report what a route throws. Gives the status. */
async function ask(
  { context }: AdminSite,
  route: keyof typeof ROUTES,
  search: string,
  body?: object,
): Promise<number> {
  const routes = Object.fromEntries(
    Object.entries(ROUTES).map(([id, module]) => [id, { id, path: id, module }]),
  );
  const build = {
    ...{ entry: { module: entry }, routes, basename: '/', publicPath: '/', assetsBuildDirectory: '' },
    ...{
      isSpaMode: false,
      future: {},
      assets: { entry: { module: '', imports: [] }, routes: {}, url: '', version: '' },
    },
  } as unknown as ServerBuild;
  const address = new URL(`http://127.0.0.1:1/${route}${search}`);
  address.searchParams.set('_data', route);
  const request = new Request(address, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body && { body: JSON.stringify(body) }),
    headers: {
      'User-Agent': USER_AGENT,
      'Content-Type': 'application/json',
      Authorization: `Bearer ${sessionToken(SHOP)}`,
    },
  });
  const { status } = await createRequestHandler(build, 'production')(request, context);
  return status;
}
