import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action as rowAction, loader as listLoader } from '#app/routes/app.campaigns._index.tsx';
import { action, loader } from '#app/routes/app.campaigns.$id.tsx';
import { loader as productsLoader } from '#app/routes/app.products.ts';
import { NOW, openAdminSite, OTHER_SHOP } from './admin-site.ts';
import type { AdminSite } from './admin-site.ts';

let site: AdminSite;
const LAMP = 'gid://shopify/Product/1';
beforeAll(async () => {
  site = await openAdminSite();
  const { pool } = site.database;
  await pool.query(
    `INSERT INTO segment (shop_id, id, name, rule, updated_at) VALUES ($1, 's1', 'Regulars', 'purchases.count > 3', now())`,
    [site.shopId],
  );
  await pool.query(
    `INSERT INTO product (shop_id, id, title, handle, vendor, type, tags, status, published_at, updated_at)
     VALUES ($1, $2, 'Red Lamp 50% off', 'lamp', 'v', 't', '{}', 'ACTIVE', now(), now()),
            ($1, 'gid://shopify/Product/2', 'Blue lamp, kept back', 'blue', 'v', 't', '{}', 'DRAFT', now(), now())`,
    [site.shopId, LAMP],
  );
  await pool.query(
    `INSERT INTO variant (shop_id, id, product_id, title, sku, price_minor)
     VALUES ($1, 'gid://shopify/ProductVariant/1', $2, 'Default', 'LAMP-RED', 1250)`,
    [site.shopId, LAMP],
  );
});
afterAll(() => site.close());

const upsell = (name: string, change: object = {}, content: object = {}) => ({
  kind: 'upsell',
  name,
  status: 'running',
  priority: 50,
  audience: ['s1'],
  excluded: [],
  placements: ['checkout.block'],
  content: { headline: 'You may also like', source: { kind: 'recommended' }, maxOffers: 2, ...content },
  ...change,
});
const save = (id: string, draft: object, version = 0) =>
  site.post(action, `/app/campaigns/${id}`, { intent: 'save', version, draft }, { params: { id } });
const act = (intent: string, id: string, version = 1) =>
  site.post(rowAction, '/app/campaigns', { intent, id, version });
const read = async (id: string) =>
  (await site.get(loader, `/app/campaigns/${id}`, { params: { id } })).body.campaign;

async function saveNew(name: string, change: object = {}): Promise<string> {
  const { status, body } = await save('new', upsell(name, change));
  expect([status, body]).toMatchObject([200, { kind: 'saved' }]);
  return body.id;
}

describe('saving a campaign', () => {
  it('stores every field and raises the config version, so that the next checkout sees it', async () => {
    const before = await site.configVersion();
    const id = await saveNew('Stored whole');
    expect(await read(id)).toMatchObject({ ...upsell('Stored whole'), id, version: 1 });
    expect(await site.configVersion()).toBe(before + 1);
  });

  it.each([
    ['an empty headline', {}, { headline: ' ' }, 'content.headline', 'Enter a headline.'],
    [
      'a headline of 81 characters',
      {},
      { headline: 'x'.repeat(81) },
      'content.headline',
      'Expected at most 80 characters.',
    ],
    ['four offers at once', {}, { maxOffers: 4 }, 'content.maxOffers', 'Expected 1 to 3 offers.'],
    ['no placement', { placements: [] }, {}, 'placements', 'Choose at least one placement.'],
    [
      'an unknown placement',
      { placements: ['checkout.roof'] },
      {},
      'placements',
      'Expected one of the placements listed.',
    ],
    [
      'a placement where the kind makes no sense',
      { placements: ['checkout.delivery-address'] },
      {},
      'placements',
      'Expected one of checkout.block, checkout.payment, thank-you.block, order-status.block, cart.',
    ],
    ['a priority of 101', { priority: 101 }, {}, 'priority', 'Expected a whole number from 0 to 100.'],
    ['no priority', { priority: null }, {}, 'priority', 'Expected a whole number from 0 to 100.'],
    [
      'a segment that is gone',
      { audience: ['gone'] },
      {},
      'audience',
      'A segment chosen here no longer exists. Choose again.',
    ],
    [
      'a segment both in and out',
      { excluded: ['s1'] },
      {},
      'excluded',
      'A segment cannot be both shown to and kept out.',
    ],
    [
      'no product picked',
      {},
      { source: { kind: 'products', productIds: [] } },
      'content.source.productIds',
      'Pick at least one product, or let Attune recommend.',
    ],
    [
      'a product of no catalog',
      {},
      { source: { kind: 'products', productIds: ['gid://shopify/Product/9'] } },
      'content.source.productIds',
      'A product picked here is no longer in the catalog. Remove it.',
    ],
  ])('refuses %s at the field', async (_what, change, content, field, problem) => {
    const { status, body } = await save('new', upsell('Refused', change, content));
    expect(status).toBe(422);
    expect(body.fields).toEqual({ [field]: problem });
  });

  const message = (content: object) => ({
    ...upsell('Message'),
    kind: 'message',
    content: { title: 'Hello', body: 'there', tone: 'info', ...content },
  });
  const EXPECTED =
    'Expected {{bought}}, {{consider}}, {{tier}}, {{orders}}, {{missing}}, {{scarce}}, {{left}}, {{arrives}}, {{nextTier}}, {{toNextTier}}.';

  it.each([
    [{ body: 'Dear {{name}}' }, 'content.body', `{{name}} is no placeholder. ${EXPECTED}`],
    [
      { body: 'Only {{left} left' },
      'content.body',
      'A placeholder is not closed: expected {{ and }} around its name.',
    ],
    [
      { translations: { de: { title: 'Hallo {{stufe}}', body: 'da' } } },
      'content.translations.de.title',
      `{{stufe}} is no placeholder. ${EXPECTED}`,
    ],
    [{ translations: { de: { title: 'Hallo', body: '' } } }, 'content.translations.de.body', 'Enter a text.'],
    [
      { showsProgress: true },
      'content.showsProgress',
      'A progress bar needs {{missing}} or {{toNextTier}} in the text.',
    ],
    [{ body: '{{missing}} to go' }, 'content.thresholds', '{{missing}} needs an amount to reach.'],
    [
      { translations: { de: { title: 'Kommt', body: '{{arrives}}' } } },
      'content.delivery',
      '{{arrives}} needs to know how long delivery takes.',
    ],
    [
      { body: '{{missing}}', thresholds: ['ten pounds'] },
      'content.thresholds',
      'Expected amounts above zero with a currency each, like 40.00 GBP, 50.00 EUR.',
    ],
  ])('refuses a message with %j at the field, in whichever language', async (content, field, problem) => {
    const { status, body } = await save('new', message(content));
    expect([status, body.fields]).toEqual([422, { [field]: problem }]);
  });

  it('stores a message in several languages, and reads it back whole', async () => {
    const content = {
      title: 'Nearly there',
      body: 'Only {{missing}} to free shipping.',
      tone: 'info',
      language: 'en',
      translations: { de: { title: 'Fast geschafft', body: 'Nur noch {{ missing }}.' } },
      thresholds: [{ amountMinor: 4_000, currency: 'GBP' }],
      delivery: { cutoffHour: 14, workingDays: 2 },
      showsProgress: true,
    };
    const { body } = await save('new', { ...message(content), name: 'In two languages' });
    expect((await read(body.id)).content).toEqual(content);
  });

  it('refuses a collection that no product is in', async () => {
    const { body } = await save('new', upsell('X', {}, { source: { kind: 'collection', title: 'Gone' } }));
    expect(body.fields).toEqual({
      'content.source.title': 'There is no such collection with products any more. Choose again.',
    });
  });

  it('refuses a stale version, and keeps what was saved first', async () => {
    const id = await saveNew('Two editors');
    expect((await save(id, upsell('First'), 1)).status).toBe(200);
    const late = await save(id, upsell('Second'), 1);
    expect([late.status, late.body.kind]).toEqual([409, 'refused']);
    expect((await read(id)).name).toBe('First');
  });

  it('refuses a step that a campaign does not take, at the status', async () => {
    const id = await saveNew('Running');
    const back = await save(id, upsell('Running', { status: 'draft' }), 1);
    expect([back.status, back.body.fields]).toEqual([
      422,
      { status: 'A campaign that is running cannot become draft: expected running or paused or ended.' },
    ]);
  });

  it('refuses an end that is not after the start', async () => {
    const { body } = await save('new', upsell('Backwards', { schedule: { from: 9, until: 9 } }));
    expect(body.fields).toEqual({ 'schedule.until': 'Expected an end after the start.' });
  });

  it('refuses a name that is taken, at the name', async () => {
    await saveNew('Taken');
    const { status, body } = await save('new', upsell('Taken'));
    expect([status, body.fields]).toEqual([422, { name: 'Another campaign is named "Taken".' }]);
  });
});

describe('the list of campaigns', () => {
  it('names audiences and counts what happened in 30 days, an undone acceptance not', async () => {
    const id = await saveNew('Tallied', { priority: 99 });
    const decision = '00000000-0000-7000-8000-000000000001';
    const event = (key: string, kind: string, daysAgo: number) =>
      site.database.pool.query(
        `INSERT INTO item_event (shop_id, decision_id, item_key, kind, campaign_id, at)
         VALUES ($1, $2, $3, $4, $5, to_timestamp($6))`,
        [site.shopId, decision, key, kind, id, NOW - daysAgo * 86_400 + (kind === 'undo' ? 5 : 0)],
      );
    await event('a', 'exposure', 1);
    await event('a', 'acceptance', 1);
    await event('b', 'exposure', 2);
    await event('b', 'acceptance', 2);
    await event('b', 'undo', 2);
    await event('c', 'exposure', 31);
    const { body } = await site.get(listLoader, '/app/campaigns');
    expect(body.rows[0]).toMatchObject({
      name: 'Tallied',
      audience: ['Regulars'],
      tally: { exposures: 2, acceptances: 1 },
    });
  });

  it('pauses, resumes and ends a campaign, and refuses to on a stale version', async () => {
    const id = await saveNew('Switched');
    expect((await act('pause', id, 1)).status).toBe(200);
    expect((await read(id)).status).toBe('paused');
    expect(await act('resume', id, 1)).toMatchObject({
      status: 409,
      body: { sentence: expect.stringContaining('The list shows it as it is now') },
    });
    expect((await act('resume', id, 2)).status).toBe(200);
    expect((await read(id)).status).toBe('running');
    expect((await act('end', id, 3)).status).toBe(200);
    const { status, body } = await act('resume', id, 4);
    expect([status, body.sentence]).toEqual([
      409,
      'An ended campaign stays ended. Duplicate it to run it again.',
    ]);
  });

  it('says what the clock makes of a campaign: scheduled, running, ended', async () => {
    const stateOf = async (name: string, schedule: object) => {
      const id = await saveNew(name, { schedule });
      const { body } = await site.get(listLoader, '/app/campaigns');
      return body.rows.find((row: { id: string }) => row.id === id).state;
    };
    expect(await stateOf('Later', { from: NOW + 1, until: null })).toBe('scheduled');
    expect(await stateOf('Now', { from: NOW, until: NOW + 1 })).toBe('running');
    expect(await stateOf('Over', { from: null, until: NOW })).toBe('ended');
  });

  it('refuses to start what its schedule would end at once', async () => {
    const id = await saveNew('Too late', { status: 'draft', schedule: { from: null, until: NOW } });
    const { status, body } = await act('start', id);
    expect([status, body.sentence]).toEqual([
      409,
      'Its schedule is over: give it a later end before you start it.',
    ]);
  });

  it('duplicates as a draft with a name of its own', async () => {
    const id = await saveNew('Original');
    const first = await act('duplicate', id);
    const second = await act('duplicate', first.body.id);
    expect(await read(first.body.id)).toMatchObject({ name: 'Original (copy)', status: 'draft' });
    expect(await read(second.body.id)).toMatchObject({ name: 'Original (copy 2)', status: 'draft' });
  });

  it('deletes a campaign for good', async () => {
    const id = await saveNew('Deleted');
    expect((await act('remove', id)).body).toMatchObject({ kind: 'removed' });
    expect((await act('remove', id)).status).toBe(404);
  });
});

describe('a campaign that its schedule ended', () => {
  it('is resumed after a later end, and not before', async () => {
    const id = await saveNew('Extended', { schedule: { from: null, until: NOW } });
    const { body } = await act('pause', id);
    expect(body.sentence).toBe('Its schedule is over: give it a later end before you pause it.');
    await save(id, upsell('Extended', { schedule: { from: null, until: NOW + 1 } }), 1);
    expect((await act('pause', id, 2)).status).toBe(200);
    expect((await act('pause', id, 3)).body.sentence).toBe('Nothing to pause: the campaign is paused.');
    expect((await act('resume', id, 3)).status).toBe(200);
  });
});

describe('versions of a campaign', () => {
  const versionsOf = async (id: string) =>
    (await site.get(loader, `/app/campaigns/${id}`, { params: { id } })).body.versions;
  const restore = (id: string, version: number, former: number) =>
    site.post(action, `/app/campaigns/${id}`, { intent: 'restore', version, former }, { params: { id } });

  it('are kept by each change, with what it changed', async () => {
    const id = await saveNew('Kept');
    await save(id, upsell('Kept', { priority: 60, audience: [] }, { headline: 'Look' }), 1);
    await act('pause', id, 2);
    expect(await versionsOf(id)).toMatchObject([
      { version: 3, changes: [{ path: 'status', before: 'running', after: 'paused' }] },
      {
        version: 2,
        changes: [
          { path: 'priority', before: 50, after: 60 },
          { path: 'audience', before: ['s1'], after: [] },
          { path: 'content.headline', before: 'You may also like', after: 'Look' },
        ],
      },
      { version: 1, changes: [] },
    ]);
  });

  it('are gone back to as a new version, the status as it is', async () => {
    const id = await saveNew('Back');
    await save(id, upsell('Forth', { status: 'paused' }, { headline: 'Look' }), 1);
    expect((await restore(id, 2, 1)).status).toBe(200);
    const restored = await read(id);
    expect(restored).toMatchObject({ ...upsell('Back', { status: 'paused' }), version: 3 });
  });

  it('are not gone back to from a stale page, nor to one that never was', async () => {
    const id = await saveNew('Firm');
    await save(id, upsell('Firm', { priority: 1 }), 1);
    expect((await restore(id, 1, 1)).status).toBe(409);
    expect((await restore(id, 2, 7)).status).toBe(404);
  });

  it('leave with their campaign', async () => {
    const id = await saveNew('Leaving');
    await act('pause', id);
    await act('remove', id);
    const { rows } = await site.database.pool.query('SELECT FROM campaign_version WHERE campaign_id = $1', [
      id,
    ]);
    expect(rows).toEqual([]);
  });
});

describe('limits of a campaign', () => {
  it('are stored, and whatever is left out is no limit', async () => {
    const id = await saveNew('Limited', { limits: { group: ' Welcome ', shown: { times: 2, days: 30 } } });
    expect((await read(id)).limits).toEqual({
      group: 'Welcome',
      shown: { times: 2, days: 30 },
      dismissedDays: null,
      acceptances: null,
    });
  });

  it.each([
    [{ shown: { times: 0, days: 30 } }, 'limits.shown.times', 'Expected checkouts from 1 to 100.'],
    [{ shown: { times: 1, days: 366 } }, 'limits.shown.days', 'Expected days from 1 to 365.'],
    [{ dismissedDays: 1.5 }, 'limits.dismissedDays', 'Expected days from 1 to 365.'],
    [{ acceptances: 0 }, 'limits.acceptances', 'Expected acceptances from 1 to 1,000,000.'],
  ])('refuses %j at the field', async (limits, field, problem) => {
    const { status, body } = await save('new', upsell('Refused', { limits }));
    expect([status, body.fields]).toEqual([422, { [field]: problem }]);
  });
});

describe('a campaign of another shop', () => {
  it('is not found: neither read, changed, copied nor removed', async () => {
    const id = await saveNew('Mine alone');
    const visit = { params: { id }, shop: OTHER_SHOP };
    expect((await site.get(loader, '/app/campaigns/x', visit)).status).toBe(404);
    for (const intent of ['start', 'pause', 'resume', 'end', 'duplicate', 'remove'])
      expect(
        (await site.post(rowAction, '/app/campaigns', { intent, id, version: 1 }, { shop: OTHER_SHOP }))
          .status,
      ).toBe(404);
    expect(await read(id)).toMatchObject({ name: 'Mine alone', version: 1 });
  });
});

describe('the product search', () => {
  const found = async (q: string) =>
    (await site.get(productsLoader, `/app/products?q=${encodeURIComponent(q)}`)).body.products.map(
      ({ title }: { title: string }) => title,
    );

  it('finds products on sale by words of the title and by sku', async () => {
    expect(await found('lamp red')).toEqual(['Red Lamp 50% off']);
    expect(await found('lamp-red')).toEqual(['Red Lamp 50% off']);
  });

  it('takes signs of a pattern as they are written', async () => {
    expect(await found('50%')).toEqual(['Red Lamp 50% off']);
    expect(await found('r%d')).toEqual([]);
    expect(await found('_')).toEqual([]);
  });

  it('offers nothing of another shop', async () => {
    const { body } = await site.get(productsLoader, '/app/products?q=lamp', { shop: OTHER_SHOP });
    expect(body.products).toEqual([]);
  });
});
