import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { createPixelStore } from '#app/adapters/prisma/shops/pixel-store.ts';
import { loader as listLoader } from '#app/routes/app.segments._index.tsx';
import { action, loader } from '#app/routes/app.segments.$id.tsx';
import { action as shopifyAction, loader as shopifyLoader } from '#app/routes/app.segments.shopify.tsx';
import { action as askAction } from '#app/routes/app.segments.ask.ts';
import { NOW, openAdminSite, OTHER_SHOP, sessionToken } from './admin-site.ts';
import type { AdminSite } from './admin-site.ts';
import { insertRows } from '#tests/support/rows.ts';
import { aProfile, storeProfiles } from './shoppers.ts';

let site: AdminSite;
beforeAll(async () => {
  site = await openAdminSite();
});
afterAll(() => site.close());

const save = (id: string, draft: object, version = 0) =>
  site.post(action, `/app/segments/${id}`, { intent: 'save', version, draft }, { params: { id } });
const draft = (name: string, rule: string) => ({ name, rule, description: '' });

async function saveNew(name: string, rule = 'purchases.count > 1'): Promise<string> {
  const saved = await save('new', draft(name, rule));
  expect(saved.status).toBe(200);
  return saved.body.id;
}

describe('the list of segments', () => {
  it('shows how many shoppers are in each now, and what share that is of', async () => {
    const id = await saveNew('Counted');
    await storeProfiles(site.database, site.shopId, [
      { profile: aProfile(1, { orders: 2 }), segmentIds: [id] },
      { profile: aProfile(2, { orders: 3 }), segmentIds: [id] },
      { profile: aProfile(3) },
    ]);
    await storeProfiles(site.database, site.otherShopId, [{ profile: aProfile(4), segmentIds: [id] }]);
    const { body } = await site.get(listLoader, '/app/segments');
    expect(body.shoppers).toBe(3);
    expect(body.rows.find((row: { id: string }) => row.id === id)).toMatchObject({
      name: 'Counted',
      members: 2,
    });
  });

  it('shows how many came in and left of themselves in the last seven days', async () => {
    const id = await saveNew('Moving');
    const event = (number: number, entered: boolean, daysAgo: number, cause = 'event') => ({
      shop_id: site.shopId,
      segment_id: id,
      shopper_id: `gid://shopify/Customer/${number}`,
      at: new Date((NOW - daysAgo * 86_400) * 1000),
      entered,
      cause,
    });
    const events = [
      ...[event(1, true, 8), event(2, true, 6), event(3, true, 1), event(1, false, 2, 'time')],
      ...[event(4, true, 3, 'import'), event(5, true, 3, 'rule-edit')],
    ];
    await insertRows(site.database.pool, 'membership_event', events);
    const { body } = await site.get(listLoader, '/app/segments');
    expect(body.rows.find((row: { id: string }) => row.id === id)).toMatchObject({ entered: 2, left: 1 });
  });

  it('leaves the members of a rule that reads the cart to the checkout', async () => {
    const id = await saveNew('Big carts', 'cart.subtotal >= 50');
    const { body } = await site.get(listLoader, '/app/segments');
    expect(body.rows.find((row: { id: string }) => row.id === id).members).toBeNull();
  });

  it('says how many shoppers wait to be looked at after a change', async () => {
    await saveNew('One more');
    const { body } = await site.get(listLoader, '/app/segments');
    expect(body.waiting).toBe(3);
  });
});

describe('saving a segment', () => {
  it('raises the config version, so that processes load it', async () => {
    const before = await site.configVersion();
    await saveNew('Fresh');
    expect(await site.configVersion()).toBe(before + 1);
  });

  it('refuses a rule that cannot be read, with what is wrong and where', async () => {
    const { status, body } = await save('new', draft('Typo', 'purchases.cuont > 5'));
    expect(status).toBe(422);
    expect(body.fields.rule).toBe(
      'Expected the name of a fact, found purchases.cuont. Did you mean purchases.count?',
    );
  });

  it("refuses money with more decimals than the shop's currency has", async () => {
    const { status, body } = await save('new', draft('Pence', 'purchases.spend > 1.999'));
    expect(status).toBe(422);
    expect(body.sentence).toContain('2 decimals');
  });

  it('refuses a name that is taken, at the name', async () => {
    await saveNew('Twice');
    const { status, body } = await save('new', draft('Twice', 'purchases.count > 1'));
    expect(status).toBe(422);
    expect(body.fields).toEqual({ name: 'Another segment is named "Twice".' });
  });

  it('refuses an edit that was begun before another one was saved', async () => {
    const id = await saveNew('Edited by two');
    expect((await save(id, draft('Edited by two', 'purchases.count > 2'), 1)).status).toBe(200);
    const late = await save(id, draft('Edited by two', 'purchases.count > 3'), 1);
    expect(late.status).toBe(409);
    expect(late.body.sentence).toContain('changed somewhere else');
    const { body } = await site.get(loader, `/app/segments/${id}`, { params: { id } });
    expect(body.segment).toMatchObject({ rule: 'purchases.count > 2', version: 2 });
  });
});

describe('a rule that names a sensitive trait', () => {
  const rule = 'customer.tags CONTAINS "diabetic"';

  it('is refused without a reason, naming the trait', async () => {
    const { status, body } = await save('new', draft('Sensitive', rule));
    expect(status).toBe(422);
    expect(body.sentence).toContain('“diabetic” (health)');
  });

  it('is kept with the reason and the staff member who gave it', async () => {
    const sensitive = { basis: 'consent', tag: 'agreed', reason: 'They asked for sugar-free offers.' };
    const { body } = await save('new', { ...draft('Sensitive', rule), sensitive });
    const opened = await site.get(loader, `/app/segments/${body.id}`, { params: { id: body.id } });
    expect(opened.body.segment.sensitive).toMatchObject({ ...sensitive, by: '1' });
  });
});

describe('the preview', () => {
  const preview = (rule: string) => site.post(askAction, '/app/segments/ask', { intent: 'preview', rule });

  it('counts the members a rule would have, and shows why a few are in', async () => {
    const { body } = await preview('purchases.count >= 2');
    expect(body.preview).toMatchObject({ members: 2, plusMinus: 0, shoppers: 3, readsCart: false });
    expect(body.preview.sample[0]).toMatchObject({
      spentMinor: 4000,
      because: [{ text: 'purchases.count >= 2', isTrue: true, seen: '2' }],
    });
    expect(body.preview.outside).toMatchObject([
      { shopperId: 'gid://shopify/Customer/3', because: [{ isTrue: false, seen: '1' }] },
    ]);
  });

  it('counts nobody for a rule that cannot be read', async () => {
    expect((await preview('purchases.count >')).body.preview).toBeNull();
  });
});

describe('why a shopper is in or not', () => {
  const explain = (rule: string, shopper: string) =>
    site.post(askAction, '/app/segments/ask', { intent: 'explain', rule, shopper });

  it('says of each condition whether it holds and what was seen, for a customer by number', async () => {
    const { body } = await explain('purchases.count >= 3 AND customer.country = "GB"', '1');
    expect(body.reason).toMatchObject({
      isMember: false,
      deciding: [{ text: 'purchases.count >= 3', seen: '2', isTrue: false }],
      clauses: [{ isTrue: false }, { text: 'customer.country = "GB"', isTrue: true }],
    });
  });

  it('takes the address of the customer’s page in Shopify', async () => {
    const { body } = await explain('purchases.count >= 3', 'https://admin.shopify.com/store/one/customers/2');
    expect(body.reason).toMatchObject({ shopperId: 'gid://shopify/Customer/2', isMember: true });
  });

  it('names a shopper that Attune does not know, another shop’s among them', async () => {
    expect((await explain('purchases.count > 1', '4')).body).toMatchObject({
      reason: null,
      problem: expect.stringContaining('no shopper “4”'),
    });
  });
});

describe('a new segment', () => {
  it('may start from templates, each with its size in this shop', async () => {
    const { body } = await site.get(loader, '/app/segments/new', { params: { id: 'new' } });
    const sizes = new Map(
      body.templates.map((each: { id: string; members: number }) => [each.id, each.members]),
    );
    expect(sizes.get('new-buyers')).toBe(1);
    expect(sizes.get('occasional-buyers')).toBe(2);
  });

  it('is offered the values that occur in the shop, the most frequent first, and no other shop’s', async () => {
    const aProduct = (id: number, type: string, tags: string[], shop_id = site.shopId) => ({
      shop_id,
      id: `gid://shopify/Product/${id}`,
      title: `Product ${id}`,
      handle: `product-${id}`,
      vendor: 'Acme',
      type,
      tags,
      status: 'ACTIVE',
      updated_at: new Date(NOW * 1000),
    });
    await insertRows(site.database.pool, 'product', [
      aProduct(1, 'Mug', ['gift']),
      aProduct(2, 'Bag', ['sale', 'gift']),
      aProduct(3, 'Bag', []),
      aProduct(4, 'Secret', [], site.otherShopId),
    ]);
    const { body } = await site.post(askAction, '/app/segments/ask', { intent: 'values' });
    expect(body).toMatchObject({
      countries: [{ text: 'GB', label: 'United Kingdom' }],
      languages: [{ text: 'en', label: 'English' }],
      productTypes: [{ text: 'Bag' }, { text: 'Mug' }],
      productTags: [{ text: 'gift' }, { text: 'sale' }],
      vendors: [{ text: 'Acme' }],
    });
    expect(body.products[0]).toEqual({ text: 'gid://shopify/Product/1', label: 'Product 1' });
  });

  it('is offered facts of browsing once the web pixel is on', async () => {
    const hasBrowsing = async () =>
      (await site.post(askAction, '/app/segments/ask', { intent: 'values' })).body.hasBrowsing;
    expect(await hasBrowsing()).toBe(false);
    await createPixelStore(site.database.pool).switchOn(
      site.shopId as ShopId,
      'gid://shopify/WebPixel/1',
      NOW,
    );
    expect(await hasBrowsing()).toBe(true);
    await createPixelStore(site.database.pool).switchOff(site.shopId as ShopId);
  });
});

describe('segments of Shopify', () => {
  it('say which access scope is missing', async () => {
    const { body } = await site.get(shopifyLoader, '/app/segments/shopify');
    expect(body).toMatchObject({ segments: [], problem: expect.stringContaining('read_customers') });
  });

  it('stay followed while a rule asks for their members, naming its segment', async () => {
    await saveNew('Of Shopify', 'customer.shopify_segments CONTAINS "gid://shopify/Segment/7"');
    const body = { intent: 'unfollow', id: 'gid://shopify/Segment/7' };
    const refused = await site.post(shopifyAction, '/app/segments/shopify', body);
    expect(refused.status).toBe(409);
    expect(refused.body.sentence).toContain('“Of Shopify”');
  });

  it('are let go otherwise', async () => {
    const body = { intent: 'unfollow', id: 'gid://shopify/Segment/8' };
    expect((await site.post(shopifyAction, '/app/segments/shopify', body)).body.kind).toBe('done');
  });
});

describe('deleting a segment', () => {
  const remove = (id: string) =>
    site.post(action, `/app/segments/${id}`, { intent: 'remove' }, { params: { id } });

  it('is refused while a campaign uses it, naming the campaign', async () => {
    const id = await saveNew('In use');
    await site.database.pool.query(
      `INSERT INTO campaign (shop_id, id, name, kind, status, audience, excluded, placements, content, updated_at)
       VALUES ($1, 'c1', 'Summer offer', 'message', 'draft', '{}', ARRAY[$2], '{}', '{}', now())`,
      [site.shopId, id],
    );
    const { status, body } = await remove(id);
    expect(status).toBe(409);
    expect(body.sentence).toBe('It is used by “Summer offer”. Take it out of there first.');
    await site.database.pool.query(`DELETE FROM campaign WHERE id = 'c1'`);
  });

  it('removes it otherwise', async () => {
    const id = await saveNew('Not in use');
    expect((await remove(id)).body).toMatchObject({ kind: 'removed' });
    expect((await site.get(loader, `/app/segments/${id}`, { params: { id } })).status).toBe(404);
  });
});

describe('a segment of another shop', () => {
  it('is not found: neither read, changed nor removed', async () => {
    const id = await saveNew('Mine');
    const visit = { params: { id }, shop: OTHER_SHOP };
    const path = `/app/segments/${id}`;
    const body = { intent: 'save', version: 1, draft: draft('Theirs', 'purchases.count > 1') };
    expect((await site.get(loader, path, visit)).status).toBe(404);
    expect((await site.post(action, path, body, visit)).status).toBe(404);
    expect((await site.post(action, path, { intent: 'remove' }, visit)).status).toBe(404);
    expect((await site.get(loader, path, { params: { id } })).body.segment.name).toBe('Mine');
  });
});

describe('an action that is not the page’s', () => {
  it('is answered with 400 and what was expected', async () => {
    const { status, body } = await site.post(action, '/app/segments/new', { intent: 'explode' });
    expect(status).toBe(400);
    expect(body).toContain('Expected an action of this page');
  });
});

describe('signing in', () => {
  const visit = (authorization: string) =>
    site.get(listLoader, '/app/segments', { headers: { Authorization: authorization } });

  it('refuses a token signed with another secret, an expired one and one for another app', async () => {
    const [head, , tail] = sessionToken('one-shop.myshopify.com').split('.');
    const forged = [
      head,
      Buffer.from('{"dest":"https://other-shop.myshopify.com"}').toString('base64url'),
      tail,
    ];
    const expired = sessionToken('one-shop.myshopify.com', { exp: 1 });
    const foreign = sessionToken('one-shop.myshopify.com', { aud: 'another-app' });
    for (const token of [forged.join('.'), expired, foreign])
      expect((await visit(`Bearer ${token}`)).status).toBe(401);
  });

  it('answers 410 to a bot', async () => {
    const { status } = await site.get(listLoader, '/app/segments', { headers: { 'User-Agent': 'curl/8.0' } });
    expect(status).toBe(410);
  });

  it('refuses a shop that is not installed any more', async () => {
    await site.database.pool.query('UPDATE shop SET uninstalled_at = now() WHERE id = $1', [
      site.otherShopId,
    ]);
    expect((await site.get(listLoader, '/app/segments', { shop: OTHER_SHOP })).status).toBe(403);
  });
});
