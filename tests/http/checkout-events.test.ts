import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import { askDecision, post } from '#tests/support/checkout-client.ts';
import { UPSELL_ID, seedCheckoutShop } from '#tests/support/checkout-shop.ts';
import { aCheckoutToken, ENCRYPTION_KEY, startTestServer } from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';
import { writtenDecision } from '#tests/support/written-decision.ts';

const SHOP = 'one.myshopify.com';
const OTHER = 'two.myshopify.com';
let opened: OpenCheckoutShop;
let server: RunningServer;

beforeAll(async () => {
  opened = await openCheckoutShop(SHOP);
  await seedCheckoutShop(opened.pool, OTHER, ENCRYPTION_KEY);
  server = await startTestServer(opened.databaseUrl);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

const token = (shop = SHOP) => aCheckoutToken({ shop });
const send = (body: unknown, given = token()) =>
  post(`${server.url}/api/checkout/events`, { token: given, body });

const eventsOf = (answer: DecisionAnswer, ...kinds: string[]) => ({
  v: 1,
  trackToken: answer.trackToken,
  events: kinds.map((kind) => ({ kind, itemKey: answer.placements['checkout.block']?.[0]?.key })),
});

const stored = async (decisionId: string) => {
  const { rows } = await opened.pool.query(
    'SELECT kind, campaign_id, at FROM item_event WHERE shop_id = $1 AND decision_id = $2 ORDER BY kind',
    [opened.shopId, decisionId],
  );
  return rows;
};

describe('POST /api/checkout/events', () => {
  it('stores exposure, acceptance, undo and dismissal with the campaign', async () => {
    const answer = await askDecision(server.url, token());
    const response = await send(eventsOf(answer, 'exposure', 'acceptance', 'undo', 'dismissal'));
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ recorded: 4, unknown: 0 });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await stored(answer.decisionId)).toMatchObject(
      ['acceptance', 'dismissal', 'exposure', 'undo'].map((kind) => ({ kind, campaign_id: UPSELL_ID })),
    );
  });

  it('stores an event once however often it is sent', async () => {
    const answer = await askDecision(server.url, token());
    const body = eventsOf(answer, 'exposure', 'exposure');
    const counts = await Promise.all(
      [send(body), send(body), send(body)].map(async (sent) => (await (await sent).json()).recorded),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await stored(answer.decisionId)).toHaveLength(1);
  });

  it('keeps the newest time of an acceptance, so that one after an undo stands', async () => {
    const answer = await askDecision(server.url, token());
    const itemKey = answer.placements['checkout.block']?.[0]?.key;
    const startMs = Math.floor(Date.now() / 1000) * 1000;
    const at = (seconds: number) => new Date(startMs + seconds * 1000);
    const tap = async (kind: string, seconds: number) => {
      const events = [{ kind, itemKey, at: at(seconds).toISOString() }];
      return (await send({ v: 1, trackToken: answer.trackToken, events })).json();
    };
    expect(await tap('acceptance', 0)).toEqual({ recorded: 1, unknown: 0 });
    expect(await tap('undo', 1)).toEqual({ recorded: 1, unknown: 0 });
    expect(await tap('acceptance', 2)).toEqual({ recorded: 0, unknown: 0 });
    expect(await tap('acceptance', 0)).toEqual({ recorded: 0, unknown: 0 });
    expect(await stored(answer.decisionId)).toMatchObject([
      { kind: 'acceptance', at: at(2) },
      { kind: 'undo', at: at(1) },
    ]);
  });

  it('sums failures that only the extension saw, by hour and kind, for this shop alone', async () => {
    const { trackToken } = await askDecision(server.url, token());
    const told = (failures: object[], shop = SHOP) =>
      send({ v: 1, trackToken, events: [], failures }, token(shop));
    const answers = [
      await told([{ kind: 'down', count: 2 }]),
      await told([
        { kind: 'down', count: 1 },
        { kind: 'sold-out', count: 1 },
      ]),
      await told([{ kind: 'down', count: 5 }], OTHER),
      await told([{ kind: 'gossip', count: 1 }]),
      await told([{ kind: 'down', count: 101 }]),
      await told([]),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 403, 400, 400, 400]);
    const { rows } = await opened.pool.query(
      'SELECT shop_id, kind, sum(count)::int AS count FROM checkout_failure GROUP BY 1, 2 ORDER BY kind',
    );
    expect(rows).toEqual([
      { shop_id: opened.shopId, kind: 'down', count: 3 },
      { shop_id: opened.shopId, kind: 'sold-out', count: 1 },
    ]);
  });

  it('takes a text/plain POST with the token in the body', async () => {
    const answer = await askDecision(server.url, token());
    const body = { ...eventsOf(answer, 'exposure'), token: token() };
    const response = await post(`${server.url}/api/checkout/events`, {
      body,
      headers: { 'Content-Type': 'text/plain' },
    });
    expect(response.status).toBe(202);
  });

  it('leaves out an item that the stored decision did not hold', async () => {
    const answer = await askDecision(server.url, token());
    await writtenDecision(opened.pool, answer.decisionId);
    const response = await send({
      ...eventsOf(answer),
      events: [{ kind: 'exposure', itemKey: 'another-campaign:thing' }],
    });
    expect(await response.json()).toEqual({ recorded: 0, unknown: 1 });
    expect(await stored(answer.decisionId)).toEqual([]);
  });

  it('keeps the caller’s time when it is near ours, else ours', async () => {
    const answer = await askDecision(server.url, token());
    const near = new Date(Date.now() - 60_000).toISOString();
    const { events, ...rest } = eventsOf(answer, 'exposure', 'acceptance');
    await send({
      ...rest,
      events: [
        { ...events[0], at: near },
        { ...events[1], at: '2020-01-01T00:00:00Z' },
      ],
    });
    const [acceptance, exposure] = await stored(answer.decisionId);
    expect(exposure.at.toISOString()).toBe(near);
    expect(Math.abs(acceptance.at.getTime() - Date.now())).toBeLessThan(10_000);
  });

  it('refuses the track token of another shop, a changed one and none', async () => {
    const answer = await askDecision(server.url, token());
    const foreign = await send(eventsOf(answer, 'exposure'), token(OTHER));
    expect([foreign.status, (await foreign.json()).error.code]).toEqual([403, 'track-token-invalid']);
    const changed = await send({ ...eventsOf(answer, 'exposure'), trackToken: `${answer.trackToken}x` });
    expect(changed.status).toBe(403);
    const { trackToken: _, ...without } = eventsOf(answer, 'exposure');
    expect((await send(without)).status).toBe(400);
    expect(await stored(answer.decisionId)).toEqual([]);
  });

  it('refuses an item key that no database can hold', async () => {
    const answer = await askDecision(server.url, token());
    const events = [{ kind: 'exposure', itemKey: 'a\0b' }];
    expect((await send({ ...eventsOf(answer), events })).status).toBe(400);
  });

  it('refuses a request without a session token', async () => {
    const answer = await askDecision(server.url, token());
    const response = await post(`${server.url}/api/checkout/events`, { body: eventsOf(answer, 'exposure') });
    expect(response.status).toBe(401);
  });
});
