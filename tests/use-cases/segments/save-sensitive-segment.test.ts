import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { saveSegment } from '#app/use-cases/segments/save-segment.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { settleMemberships, storedMembers } from '#tests/support/memberships.ts';

const DIABETIC = 'customer.tags CONTAINS "diabetic"';
const CONSENT = { basis: 'consent', tag: 'consent: health', reason: 'Sugar-free offers they asked for.' };

let world: IngestionWorld;
beforeEach(async () => {
  world = await openIngestion();
  await world.rows('DELETE FROM segment');
});
afterEach(() => world.close());

const save = (rule: string, sensitive?: object, id: string | null = null) => {
  const shop = { id: world.shopId as ShopId, currency: 'GBP' };
  const draft = { name: 'Segment', description: '', rule, sensitive };
  const ports = { segments: createSegmentStore(world.database), clock: world.clock };
  return saveSegment(ports, { shop, id, version: 1, draft, by: '42' });
};
const tag = async (id: number, added: readonly string[], removed: readonly string[] = []) => {
  const change = { customerId: `gid://shopify/Customer/${id}`, occurredAt: new Date(TEST_NOW).toISOString() };
  if (added.length > 0)
    await world.send({ topic: 'customer.tags_added', body: { ...change, tags: added }, eventId: `a${id}` });
  if (removed.length > 0)
    await world.send({
      topic: 'customer.tags_removed',
      body: { ...change, tags: removed },
      eventId: `r${id}`,
    });
  await world.fold();
};

describe('a segment whose rule names a sensitive trait', () => {
  it('is refused without a reason, with what it names and where', async () => {
    const refused = await save(`purchases.count > 1 AND ${DIABETIC}`);
    expect(refused).toMatchObject({
      ok: false,
      failure: {
        kind: 'sensitive',
        mentions: [{ category: 'health', text: 'diabetic', span: { start: 24, end: 57 } }],
      },
    });
  });

  it('has only shoppers with the tag of consent as members', async () => {
    const saved = await save(DIABETIC, CONSENT);
    if (!saved.ok) throw new Error(saved.failure.kind);
    await tag(1, ['diabetic']);
    await tag(2, ['diabetic', 'consent: health']);
    await tag(3, ['consent: health']);
    await settleMemberships(world);
    expect(saved.value.rule).toBe(`${DIABETIC} AND customer.tags CONTAINS "consent: health"`);
    expect(await storedMembers(world, saved.value.id)).toEqual([2]);
    await tag(2, [], ['consent: health']);
    expect(await storedMembers(world, saved.value.id)).toEqual([]);
  });

  it('keeps the reason with who gave it, when, and for which texts', async () => {
    const saved = await save(DIABETIC, CONSENT);
    if (!saved.ok) throw new Error(saved.failure.kind);
    const record = { ...CONSENT, texts: ['diabetic'], by: '42', at: TEST_NOW / 1000 };
    expect(saved.value.sensitive).toEqual(record);
    const store = createSegmentStore(world.database);
    expect((await store.find(world.shopId as ShopId, saved.value.id))?.sensitive).toEqual(record);
  });

  it('may say that the text means something else', async () => {
    const sensitive = { basis: 'mistaken', reason: 'Cancer is a sign of the zodiac here.' };
    const saved = await save('purchases.count of collection "Cancer" > 0', sensitive);
    expect(saved).toMatchObject({
      ok: true,
      value: { rule: 'purchases.count of collection "Cancer" > 0', sensitive: { texts: ['Cancer'] } },
    });
  });

  it('needs a tag that says that members agreed', async () => {
    expect(await save(DIABETIC, { ...CONSENT, tag: 'diabetic' })).toMatchObject({
      failure: { kind: 'invalid', fields: { 'sensitive.tag': expect.stringContaining('"consent"') } },
    });
  });

  it('needs more than a word as reason', async () => {
    expect(await save(DIABETIC, { ...CONSENT, reason: 'Because' })).toMatchObject({
      failure: { kind: 'invalid', fields: { 'sensitive.reason': 'Say in a sentence why.' } },
    });
  });

  it('drops the reason with the trait', async () => {
    const saved = await save(DIABETIC, CONSENT);
    if (!saved.ok) throw new Error(saved.failure.kind);
    const edited = await save('purchases.count > 1', CONSENT, saved.value.id);
    expect(edited).toMatchObject({ ok: true, value: { rule: 'purchases.count > 1', sensitive: null } });
  });
});
