import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getGlobalDispatcher } from 'undici';
import { askJsonEndpoint, emailHash } from '#app/adapters/connectors/json-endpoint.ts';
import { isPublic, publicHosts } from '#app/adapters/connectors/public-hosts.ts';
import { gid, type ShopId } from '#app/domain/kernel/ids.ts';
import type { JsonSource } from '#app/domain/quality/connections/connection.ts';
import type { ConnectionSubject } from '#app/ports/connector.ts';
import { freePace } from '#tests/support/free-pace.ts';

let server: Server;
let answer: RequestListener;
const asked: IncomingMessage[] = [];

beforeEach(async () => {
  asked.length = 0;
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const originOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const source = (url = `${originOf()}/members/{{customerId}}`): JsonSource => ({
  kind: 'json',
  url,
  secretHeader: 'X-Api-Key',
  fields: [{ field: 'points', path: 'points', type: 'number' }],
});
const subject: ConnectionSubject = {
  shopId: 1 as ShopId,
  customerId: gid('Customer', 17),
  country: 'GB',
  language: 'en',
  address: () => null,
  email: async () => ' Ada@Example.com ',
  metafield: async () => null,
};
const ask = (from = source(), dispatcher = getGlobalDispatcher(), pace = freePace) =>
  askJsonEndpoint(
    { dispatcher, pace, requestsPerSecond: 50 },
    from,
    'hush',
    subject,
    new AbortController().signal,
  );
const told = { kind: 'told', values: { points: 5 }, claims: {}, unfit: [] };

describe('a JSON endpoint', () => {
  it('is asked for the customer by number, with the secret in its header', async () => {
    answer = (_, response) => void response.end('{"points":5}');
    expect(await ask()).toEqual(told);
    expect(asked.map(({ url }) => url)).toEqual(['/members/17']);
    expect(asked[0]?.headers['x-api-key']).toBe('hush');
  });

  it('is asked by the hash of the e-mail address, never by the address', async () => {
    answer = (_, response) => void response.end('{"points":5}');
    await ask(source(`${originOf()}/by/{{emailHash}}`));
    expect(asked[0]?.url).toBe(`/by/${emailHash('ada@example.com')}`);
    // printf ada@example.com | sha256sum
    expect(emailHash('Ada@Example.com')).toBe(
      'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72',
    );
  });

  it('knows nobody by 404', async () => {
    answer = (_, response) => void response.writeHead(404).end();
    expect(await ask()).toEqual({ kind: 'unknown' });
  });

  it('is asked again after a 503, and is believed then', async () => {
    answer = (_, response) =>
      asked.length === 1 ? void response.writeHead(503).end() : void response.end('{"points":5}');
    expect(await ask()).toEqual(told);
    expect(asked).toHaveLength(2);
  });

  it('is asked again after as long as its Retry-After says, where that is short', async () => {
    const rests: number[] = [];
    const pace = { ...freePace, rest: async (_: unknown, ms: number) => void rests.push(ms) };
    answer = (_, response) =>
      asked.length === 1
        ? void response.writeHead(429, { 'retry-after': '3' }).end()
        : void response.end('{"points":5}');
    expect(await ask(source(), getGlobalDispatcher(), pace)).toEqual(told);
    expect(rests).toEqual([3_000]);
  });

  it('is left alone where it asks for longer, and says for how long', async () => {
    answer = (_, response) => void response.writeHead(503, { 'retry-after': '120' }).end();
    expect(await ask()).toEqual({
      kind: 'failed',
      problem: 'Expected status 200, found 503.',
      waitSeconds: 120,
    });
    expect(asked).toHaveLength(1);
  });

  it('is not followed elsewhere', async () => {
    answer = (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    expect(await ask()).toEqual({ kind: 'failed', problem: 'Expected status 200, found 302.' });
    expect(asked).toHaveLength(1);
  });

  it('is not read beyond 64 KB', async () => {
    answer = (_, response) => void response.end(`{"points":5,"more":"${'x'.repeat(70_000)}"}`);
    expect(await ask()).toEqual({ kind: 'failed', problem: 'Expected at most 64 KB, found more.' });
  });

  it('fails without a word of what it said', async () => {
    answer = (_, response) => void response.end('Ada Lovelace, 12 Mill Street');
    expect(await ask()).toEqual({ kind: 'failed', problem: 'Expected JSON, found something else.' });
  });

  it('is never reached in a private network, whatever its name', async () => {
    answer = (_, response) => void response.end('{"points":5}');
    const inside = source(`http://localhost:${new URL(originOf()).port}/{{customerId}}`);
    expect(await ask(inside, publicHosts())).toEqual({
      kind: 'failed',
      problem: 'The server lies in a private network.',
    });
    expect(asked).toEqual([]);
  });
});

describe('isPublic', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '198.18.0.1',
  ])('refuses %s', (address) => expect(isPublic(address)).toBe(false));
  it.each(['::1', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '::', 'ff02::1', 'fec0::1', '64:ff9b:1::a00:1'])(
    'refuses %s',
    (address) => expect(isPublic(address)).toBe(false),
  );
  it.each(['23.227.38.33', '2620:0:861:ed1a::1'])('allows %s', (address) =>
    expect(isPublic(address)).toBe(true),
  );
});
