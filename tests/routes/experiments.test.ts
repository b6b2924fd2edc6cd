import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loader as homeLoader } from '#app/routes/app._index.tsx';
import { action as campaignAction, loader as campaignLoader } from '#app/routes/app.campaigns.$id.tsx';
import { action, loader } from '#app/routes/app.experiments.$id.tsx';
import { loader as listLoader } from '#app/routes/app.experiments._index.tsx';
import { reportCsv } from '#app/ui/experiments/report-csv.ts';
import { verdictSentence } from '#app/ui/experiments/words.ts';
import { insertRows } from '#tests/support/rows.ts';
import { openAdminSite, OTHER_SHOP, type AdminSite } from './admin-site.ts';

const CAMPAIGN = '00000000-0000-4000-8000-00000000000a';
let site: AdminSite;
beforeAll(async () => {
  site = await openAdminSite();
  const at = new Date(0);
  const content = {
    title: 'Hello',
    body: 'There',
    tone: 'info',
    thresholds: [],
    delivery: null,
    language: 'en',
  };
  await insertRows(site.database.pool, 'campaign', [
    ...[CAMPAIGN, 'other'].map((id) => ({
      shop_id: site.shopId,
      ...{ id, name: `Campaign ${id}`, kind: 'message', status: 'running', audience: [], excluded: [] },
      ...{
        placements: ['checkout.block'],
        content: { ...content, translations: {} },
        created_at: at,
        updated_at: at,
      },
    })),
  ]);
});
afterAll(() => site.close());

const start = (arms: readonly object[], shop?: string) => startOn(CAMPAIGN, { arms }, shop);
const startOn = (campaignId: string, draft: object, shop?: string) =>
  site.post(
    campaignAction,
    `/app/campaigns/${campaignId}`,
    { intent: 'start-experiment', draft: { metric: 'profit', ...draft } },
    { params: { id: campaignId }, ...(shop !== undefined && { shop }) },
  );
const ARMS = [
  { name: 'Control', share: 0.4, contentOf: null },
  { name: 'As it is', share: 0.3, contentOf: null },
  { name: 'Other words', share: 0.3, contentOf: 'other' },
];
const open = (id: string, shop?: string) =>
  site.get(loader, `/app/experiments/${id}`, { params: { id }, ...(shop !== undefined && { shop }) });
const act = (id: string, body: object) =>
  site.post(action, `/app/experiments/${id}`, body, { params: { id } });

describe('experiments in the admin', () => {
  let id = '';

  it('start on a campaign’s page, once, and checkouts are told at once', async () => {
    const before = await site.configVersion();
    const started = await start(ARMS);
    expect([started.status, started.body.kind]).toEqual([200, 'saved']);
    id = started.body.id;
    expect(await site.configVersion()).toBe(before + 1);
    expect(await start(ARMS)).toMatchObject({
      status: 409,
      body: { sentence: 'An experiment runs on this campaign already. End it first.' },
    });
    const { body } = await site.get(campaignLoader, `/app/campaigns/${CAMPAIGN}`, {
      params: { id: CAMPAIGN },
    });
    expect(body.experiment).toMatchObject({ runningId: id, contents: [{ id: 'other' }] });
    const served = await site.snapshots.find('one-shop.myshopify.com');
    expect(
      served?.snapshot.experiments.get(CAMPAIGN)?.arms.map(({ variant }) => variant?.kind ?? null),
    ).toEqual([null, null, 'message']);
  });

  it('are refused with a sentence where the shares are not whole, and not found in another shop', async () => {
    const [control, one] = ARMS;
    expect(await start([control!, one!])).toMatchObject({
      status: 422,
      body: { sentence: 'Expected shares of 100 % together.' },
    });
    expect((await start(ARMS, OTHER_SHOP)).status).toBe(404);
    expect((await open(id, OTHER_SHOP)).status).toBe(404);
    expect((await site.get(listLoader, '/app/experiments', { shop: OTHER_SHOP })).body.rows).toEqual([]);
  });

  it('say nothing before they were counted, and change their shares', async () => {
    const { body } = await open(id);
    expect(body).toMatchObject({
      campaignName: `Campaign ${CAMPAIGN}`,
      report: null,
      isCounting: true,
      changes: 0,
    });
    expect(verdictSentence(body.report)).toContain('Too early');
    const shares = ARMS.map(({ name }, place) => ({ name, share: [0.2, 0.4, 0.4][place] }));
    expect((await act(id, { intent: 'split', shares })).body.toast).toBe('Shares changed');
    const changed = (await open(id)).body;
    expect([changed.changes, changed.arms.map(({ share }: { share: number }) => share)]).toEqual([
      1,
      [0.2, 0.4, 0.4],
    ]);
  });

  it('are looked at by segments of this shop, and remember every segment that was asked for', async () => {
    const { pool } = site.database;
    await insertRows(
      pool,
      'segment',
      ['gold', 'new', 'far'].map((segment) => ({
        shop_id: site.shopId,
        ...{ id: segment, name: `Segment ${segment}`, rule: 'purchases.count >= 1', description: '' },
        ...{ created_at: new Date(0), updated_at: new Date(0) },
      })),
    );
    const look = (segmentIds: unknown) => act(id, { intent: 'segments', segmentIds });
    const before = await site.configVersion();
    expect((await look(['gold', 'new', 'gold'])).body.toast).toBe('Counting by segment');
    expect((await look(['far'])).status).toBe(200);
    const { body } = await open(id);
    expect([body.segmentIds, body.segmentsAsked.toSorted(), body.isCounting]).toEqual([
      ['far'],
      ['far', 'gold', 'new'],
      true,
    ]);
    expect(body.segments).toContainEqual({ id: 'gold', name: 'Segment gold' });
    // Nobody sees anything else for it.
    expect(await site.configVersion()).toBe(before);
    expect((await look(['of another shop'])).body.sentence).toBe('Expected segments of this shop.');
    expect((await look(Array.from({ length: 11 }, () => 'gold'))).body.sentence).toBe(
      'Expected at most 10 segments.',
    );
    expect(
      (
        await site.post(
          action,
          `/app/experiments/${id}`,
          { intent: 'segments', segmentIds: [] },
          {
            params: { id },
            shop: OTHER_SHOP,
          },
        )
      ).status,
    ).toBe(404);
  });

  it('end once', async () => {
    expect((await act(id, { intent: 'stop' })).status).toBe(200);
    expect(await act(id, { intent: 'stop' })).toMatchObject({ status: 409, body: { kind: 'refused' } });
    expect((await site.get(listLoader, '/app/experiments')).body.rows).toMatchObject([
      { id, endedAt: expect.any(Number) },
    ]);
  });
});

describe('experiments of one group', () => {
  const EVEN = ['Control', 'As it is'].map((name) => ({ name, share: 0.5, contentOf: null }));
  const inGroup = (campaignId: string, name: string, share: number) =>
    startOn(campaignId, { arms: EVEN, group: { name, share } });
  const groups = async () => (await site.get(listLoader, '/app/experiments')).body.groups;

  it('divide its traffic, and are refused where too little is left', async () => {
    const first = await inGroup(CAMPAIGN, 'Offers', 0.6);
    expect(first.status).toBe(200);
    expect(await groups()).toMatchObject([{ name: 'Offers', taken: 0.6, running: [{ id: first.body.id }] }]);
    const sentence = 'That is more than is left of the group: 40 % of its traffic is free.';
    expect(await inGroup('other', 'offers', 0.5)).toMatchObject({
      status: 422,
      body: { sentence, fields: { 'group.share': sentence } },
    });
    const { body } = await site.get(campaignLoader, '/app/campaigns/other', { params: { id: 'other' } });
    expect(body.experiment.groups).toMatchObject([{ name: 'Offers', taken: 0.6 }]);
    const second = await inGroup('other', 'offers', 0.4);
    expect((await open(second.body.id)).body.group).toEqual({ name: 'Offers', share: 0.4 });
    const served = await site.snapshots.find('one-shop.myshopify.com');
    expect([...served!.snapshot.experiments.values()].map(({ id, group }) => [id, group])).toEqual([
      [
        first.body.id,
        { version: 1, salt: 'group:Offers', ranges: [{ name: first.body.id, from: 0, to: 6_000 }] },
      ],
      [
        second.body.id,
        { version: 1, salt: 'group:Offers', ranges: [{ name: second.body.id, from: 6_000, to: 10_000 }] },
      ],
    ]);
    for (const { body: started } of [first, second]) await act(started.id, { intent: 'stop' });
    expect(await groups()).toMatchObject([{ name: 'Offers', taken: 0, running: [] }]);
  });

  it('cannot take the same traffic when two start at once', async () => {
    const started = await Promise.all([CAMPAIGN, 'other'].map((id) => inGroup(id, 'At once', 0.6)));
    expect(started.map(({ status }) => status).sort()).toEqual([200, 422]);
    const [running] = started.filter(({ status }) => status === 200);
    await act(running!.body.id, { intent: 'stop' });
  });

  it('let their traffic follow the results, and then no shares are set by hand', async () => {
    const { body } = await startOn('other', { arms: EVEN, traffic: 'bandit' });
    expect((await open(body.id)).body).toMatchObject({ traffic: 'bandit', changes: 0 });
    const served = await site.snapshots.find('one-shop.myshopify.com');
    expect(served?.snapshot.experiments.get('other')?.periods).toHaveLength(1);
    const shares = EVEN.map(({ name, share }) => ({ name, share }));
    expect(await act(body.id, { intent: 'split', shares })).toMatchObject({
      status: 409,
      body: { sentence: 'The shares of this experiment follow its results.' },
    });
    await act(body.id, { intent: 'stop' });
  });

  it.each([
    [{ name: ' ', share: 0.5 }, 'Enter a name for the group.'],
    [{ name: 'Offers', share: 0 }, 'Expected 1 % of the group or more.'],
    [{ name: 'Offers', share: 1.1 }, 'Expected at most 100 % of the group.'],
  ])('are refused as %o', async (group, sentence) => {
    expect(await startOn('other', { arms: EVEN, group })).toMatchObject({ status: 422, body: { sentence } });
  });
});

it('tells on Home and on its page that a campaign was paused for harm', async () => {
  await site.database.pool.query("UPDATE campaign SET status = 'paused', harm = $1 WHERE id = 'other'", [
    { at: 1, sentence: 'Paused by Attune: it costs orders.' },
  ]);
  const { body } = await site.get(homeLoader, '/app');
  expect(body.harmful).toEqual([
    { id: 'other', name: 'Campaign other', sentence: 'Paused by Attune: it costs orders.' },
  ]);
  const page = await site.get(campaignLoader, '/app/campaigns/other', { params: { id: 'other' } });
  expect(page.body.harm).toBe('Paused by Attune: it costs orders.');
});

it('exports every figure as a table in which no name is a formula and money has its currency', () => {
  const tally = { units: 2, checkouts: 3, neverAsked: 1, seen: 1, orders: 1 };
  const figures = [{ arm: '=1+1', value: 5, added: { difference: 1, low: -1, high: 3, lift: null } }];
  const report = {
    computedAt: 0,
    arms: [{ arm: '=1+1', ...tally }],
    result: {
      measures: ['profit', 'items'].map((metric) => ({ metric, view: 'plain', cap: null, arms: figures })),
    },
    deciding: 'profit',
    slices: {
      slices: [
        {
          segmentId: 'gold',
          arms: [
            {
              ...{ arm: '=1+1', units: 1, checkouts: 2, orders: 1 },
              added: { difference: 2, low: -9, high: 13 },
            },
          ],
        },
      ],
    },
  };
  const text = (currency: string): string[] =>
    reportCsv(report as never, currency, (id) => `@${id}`)
      .split('\n')
      .slice(1);
  expect(text('GBP')).toEqual([
    `,"profit","GBP","plain","'=1+1",0.05,0.01,-0.01,0.03,,2,3,1,1,1,"1970-01-01T00:00:00.000Z"`,
    `,"items",,"plain","'=1+1",5,1,-1,3,,2,3,1,1,1,"1970-01-01T00:00:00.000Z"`,
    `"'@gold","profit","GBP","slice","'=1+1",,0.02,-0.09,0.13,,1,2,,,1,"1970-01-01T00:00:00.000Z"`,
  ]);
  expect(text('JPY')[0]).toContain(`"JPY","plain","'=1+1",5,1,-1,3`);
  expect(text('KWD')[0]).toContain(`"KWD","plain","'=1+1",0.005,0.001,-0.001,0.003`);
});
