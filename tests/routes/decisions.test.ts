import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalPayloadStore } from '#app/adapters/prisma/campaigns/local-payload-store.ts';
import { decisionsInto } from '#tests/support/write-decisions.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { recordDecision, type RecordedDecision } from '#app/domain/campaigns/replay/record.ts';
import { toLocalQuestion } from '#app/domain/campaigns/local/local-question.ts';
import type { ToldBasis } from '#app/domain/campaigns/local/told-basis.ts';
import { gid, type ShopId } from '#app/domain/kernel/ids.ts';
import type { LedgerEntry } from '#app/ports/ledger.ts';
import { loader as decisionLoader } from '#app/routes/app.decisions.$id.tsx';
import { loader as listLoader } from '#app/routes/app.decisions._index.tsx';
import { armsOf, keptRefusals, ledgerItems } from '#app/use-cases/deciding/decide-checkout-entry.ts';
import { insertRows } from '#tests/support/rows.ts';
import { payloadsOf } from '../domain/campaigns/local/a-local-shop.ts';
import { drawCheckout, withMessages } from '../domain/campaigns/local/draw-checkout.ts';
import { decideInCheckout, inShopify, toAsked } from '../domain/campaigns/local/in-checkout.ts';
import { createLivingShop } from '../domain/campaigns/replay/living-shop.ts';
import { SEED } from '../domain/builders.ts';
import { NOW, openAdminSite, OTHER_SHOP, type AdminSite } from './admin-site.ts';

const DECISIONS = 60;
const idOf = (number: number): string => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const OLD = DECISIONS;
const FALLEN = DECISIONS + 1;
const LOCAL = DECISIONS + 2;

let site: AdminSite;
let recorded: RecordedDecision[];
let write: (entries: readonly LedgerEntry[]) => Promise<void>;
const sql = (text: string, values: unknown[] = []) => site.database.pool.query(text, values);
const open = async (number: number, shop?: string) =>
  site.get(decisionLoader, `/app/decisions/${idOf(number)}`, {
    params: { id: idOf(number) },
    ...(shop && { shop }),
  });
const list = async (query: string) => (await site.get(listLoader, `/app/decisions?${query}`)).body;

beforeAll(async () => {
  site = await openAdminSite();
  const shop = createLivingShop(SEED);
  recorded = Array.from({ length: DECISIONS }, () => {
    const question = shop.next();
    return recordDecision(shop.snapshot(), question);
  });
  const { seal } = createAddressCipher(createCipherBox(Buffer.alloc(32, 7)));
  write = decisionsInto({
    pool: site.database.pool,
    sealAddress: seal,
    log: silentLog,
    nowMs: () => NOW * 1000,
  });
  await write(recorded.map(entryOf));
  const { recorded: _, ...bare } = entryOf(recorded[0] as RecordedDecision, 0);
  await write([
    { ...bare, decisionId: idOf(OLD), decidedAtMs: (NOW - 91 * 86_400) * 1000 },
    { ...bare, decisionId: idOf(FALLEN), failure: 'BudgetExceeded: too late' },
  ]);
});
afterAll(() => site.close());

function entryOf(one: RecordedDecision, number: number): LedgerEntry {
  const { question, decision } = one;
  return {
    decisionId: idOf(number),
    shopId: site.shopId as ShopId,
    shopperId: question.shopperId,
    checkoutToken: question.checkoutToken,
    decidedAtMs: (NOW - 600 + number) * 1000,
    channel: 'checkout',
    placements: question.placements,
    items: ledgerItems(decision),
    refusals: keptRefusals(decision),
    basis: {
      modelVersion: 1,
      configVersion: 1,
      catalogVersion: 1,
      profileUpdatedAt: NOW - 700,
      segmentIds: decision.segmentIds,
      codeVersion: '0.1.0',
      ...(decision.arms.length > 0 && { arms: armsOf(decision) }),
      ...(decision.heldOut && { heldOut: true }),
    },
    failure: null,
    durationMicros: 900,
    recorded: one,
  };
}

describe('a past decision', () => {
  it(`is replayed from PostgreSQL, ${DECISIONS} of them hash by hash, in a shop that has none of it any more`, async () => {
    for (let number = 0; number < DECISIONS; number++) {
      const { body } = await open(number);
      expect(body.unreplayable).toBeNull();
      expect(body.replay.hash).toBe(body.replay.recordedHash);
      expect(body.replay.differences).toEqual([]);
    }
    expect((await sql('SELECT count(*)::int AS n FROM campaign')).rows).toEqual([{ n: 0 }]);
  });

  it('is told without the profile and the saved address that it was made from', async () => {
    const number = recorded.findIndex(
      ({ question }) => question.savedDetails !== null && question.profile !== null,
    );
    const { asked } = (await open(number)).body.replay;
    expect(Object.keys(asked).sort()).toEqual([
      'canAddLines',
      'consent',
      'country',
      'currency',
      'isBusiness',
      'isSignedIn',
      'language',
      'lines',
      'now',
      'placements',
    ]);
  });

  it('tells of every campaign that was asked for what became of it', async () => {
    const number = recorded.findIndex(
      ({ decision, question }) =>
        decision.refusals.length > 0 && question.profile !== null && !decision.heldOut,
    );
    const { replay, past } = (await open(number)).body;
    expect(replay.campaigns.length).toBeGreaterThan(3);
    for (const { outcome, shown } of replay.campaigns)
      expect(shown.length > 0).toBe(outcome.kind === 'shown');
    expect(replay.campaigns.flatMap(({ shown }: { shown: unknown[] }) => shown)).toHaveLength(
      past.items.length,
    );
    expect(replay.candidates.map(({ became }: { became: string }) => became)).toContain('refused');
    expect(replay.segments[0].clauses[0]).toMatchObject({
      text: expect.any(String),
      seen: expect.any(String),
    });
  });

  it('says in what it differs where the ledger says something else', async () => {
    const number = recorded.findIndex(({ decision }) => Object.values(decision.placements).flat().length > 0);
    await sql(`UPDATE decision SET items = '[]' WHERE id = $1`, [idOf(number)]);
    await sql(`UPDATE decision_record SET hash = decode('00', 'hex') WHERE decision_id = $1`, [idOf(number)]);
    expect((await open(number)).body.replay.differences).toMatchObject([{ what: 'items', recorded: '[]' }]);
  });

  it('says why it cannot be replayed', async () => {
    expect((await open(OLD)).body.unreplayable).toEqual({ kind: 'expired' });
    expect((await open(FALLEN)).body.unreplayable).toMatchObject({ kind: 'fell-back' });
    await sql('DELETE FROM decision_record WHERE decision_id = ANY($1)', [[idOf(3), idOf(4)]]);
    await sql(`UPDATE decision SET basis = basis || '{"erased": true}' WHERE id = $1`, [idOf(3)]);
    expect((await open(3)).body.unreplayable).toEqual({ kind: 'erased' });
    expect((await open(4)).body.unreplayable).toEqual({ kind: 'unrecorded' });
    const known = recorded.findIndex(
      ({ question }, at) => at > 4 && question.profile?.shopperId.startsWith('gid'),
    );
    await sql('DELETE FROM decision_part WHERE shopper_id = $1', [recorded[known]?.question.shopperId]);
    expect((await open(known)).body.unreplayable).toEqual({ kind: 'part-missing', part: 'profile' });
  });

  it('is no other shop’s', async () => {
    expect((await open(5, OTHER_SHOP)).status).toBe(404);
    expect((await site.get(decisionLoader, '/app/decisions/x', { params: { id: 'x' } })).status).toBe(404);
  });
});

describe('what a checkout showed before the answer', () => {
  const texts = new Map<string, string>();
  const toldBy = (seed: number) => {
    const { shop, asked: question } = withMessages(drawCheckout(seed));
    const payloads = payloadsOf(shop, question);
    const asked = toAsked(question);
    const told = payloads && decideInCheckout(inShopify(payloads, texts), asked, question.now).told;
    if (!told || payloads.customer === null) return null;
    const basis = JSON.parse(told) as ToldBasis;
    const local = { question: toLocalQuestion(asked, basis.at)!, basis };
    return { ...recordDecision(shop, question), local };
  };
  let told: RecordedDecision & { local: NonNullable<RecordedDecision['local']> };

  beforeAll(async () => {
    for (let seed = 1; !told; seed += 1) told = toldBy(seed) ?? told;
    const { shop, ranker, products, customer } = told.local.basis;
    const owners: Record<string, string> = {
      [`${gid('Shop', 1)}#ranker`]: ranker ?? '',
      [gid('Shop', 1)]: shop,
      ...products,
      [told.question.shopperId ?? '']: customer ?? '',
    };
    const named = Object.entries(owners).map(([ownerId, name]) => ({
      ...{ ownerId, name },
      text: texts.get(name) ?? '',
    }));
    const store = createLocalPayloadStore(site.database.pool);
    await store.keepTexts(site.shopId as ShopId, named, new Date(NOW * 1000));
    const basis = { ...told.local.basis, hash: 1, shop: '-'.repeat(22) };
    await write([
      entryOf(told, LOCAL),
      { ...entryOf(told, LOCAL + 1), shopperId: gid('Customer', 4711) },
      entryOf({ ...told, local: { ...told.local, basis: { ...basis, shop } } }, LOCAL + 2),
      entryOf({ ...told, local: { ...told.local, basis } }, LOCAL + 3),
    ]);
  });
  const localOf = async (number: number) => (await open(number)).body.replay.local;

  it('is made again from the payloads that it was decided by, though Shopify and the worker have them no more', async () => {
    await sql('DELETE FROM local_payload_text');
    const { verdict } = await localOf(LOCAL);
    expect(verdict.toldHash).toBe(verdict.hash);
    expect(verdict.shown.length).toBeGreaterThan(0);
    expect(verdict.isOfAnother).toBe(false);
    expect(verdict.payloads.map(({ of }: { of: string }) => of)).toEqual(
      expect.arrayContaining(['shop', 'product', 'customer']),
    );
  });

  it('is shown as another where the checkout told another hash, or decided by what is known of another customer', async () => {
    const { verdict } = await localOf(LOCAL + 2);
    expect([verdict.toldHash, verdict.hash]).toEqual(['00000001', (await localOf(LOCAL)).verdict.hash]);
    expect((await localOf(LOCAL + 1)).verdict.isOfAnother).toBe(true);
  });

  it('cannot be made again by a payload that is not the shop’s', async () => {
    expect(await localOf(LOCAL + 3)).toEqual({ gone: '-'.repeat(22) });
  });

  it('holds a customer’s payload as theirs, so that it goes with them', async () => {
    const { rows } = await sql(
      'SELECT count(*)::int AS n FROM decision_part WHERE shopper_id = $1 AND key = $2',
      [told.question.shopperId, told.local.basis.customer],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});

describe('past decisions', () => {
  it('are listed newest first, page by page', async () => {
    const first = await list('');
    expect(first.rows).toHaveLength(25);
    expect(first.rows[0].at).toBeGreaterThan(first.rows[24].at);
    const second = await list(`after=${first.next}`);
    expect(second.rows[0].at).toBeLessThan(first.rows[24].at);
  });

  it('are found by shopper, by checkout, by order and by day', async () => {
    const signedIn = recorded.findIndex(({ question }, at) => at > 10 && question.shopperId !== null);
    const { shopperId, checkoutToken } = recorded[signedIn]!.question;
    const ids = async (query: string) => (await list(query)).rows.map(({ id }: { id: string }) => id);
    expect(await ids(`shopper=${shopperId?.split('/').at(-1)}`)).toContain(idOf(signedIn));
    expect(await ids(`checkout=${checkoutToken}`)).toEqual([idOf(signedIn)]);
    await insertRows(site.database.pool, 'orders', [
      {
        shop_id: site.shopId,
        ...{
          id: 'gid://shopify/Order/77',
          customer_id: 'gid://shopify/Customer/900',
          checkout_token: checkoutToken,
        },
        ...{ processed_at: new Date(), updated_at: new Date(), currency: 'GBP' },
        ...{ subtotal_minor: 1, total_minor: 1, lines: [] },
      },
    ]);
    expect(await ids('checkout=https://admin.shopify.com/store/one/orders/77')).toEqual([idOf(signedIn)]);
    expect(await ids('shopper=900')).toEqual([idOf(signedIn)]);
    expect(await ids('day=2026-11-21')).toEqual([]);
    expect(await ids('day=2026-11-22')).toHaveLength(25);
    expect((await list('shopper=nobody')).problem).toContain('Expected a customer');
  });

  it('are those of one campaign or one experiment of the last 30 days, which names where to go back to', async () => {
    const { pool } = site.database;
    const shown = await sql(
      `SELECT items -> 0 ->> 'campaignId' AS id FROM decision WHERE items <> '[]' LIMIT 1`,
    );
    const campaign: string = shown.rows[0].id;
    const times = { created_at: new Date(0), updated_at: new Date(0) };
    await insertRows(pool, 'campaign', [
      {
        shop_id: site.shopId,
        ...{ id: campaign, name: 'Bags', kind: 'message', status: 'running', audience: [], excluded: [] },
        ...{ placements: ['checkout.block'], ...times },
        content: {
          ...{ title: 'Hello', body: 'There', tone: 'info', thresholds: [], delivery: null },
          ...{ language: 'en', translations: {} },
        },
      },
    ]);
    await insertRows(pool, 'experiment', [
      {
        shop_id: site.shopId,
        ...{ id: 'drawn', campaign_id: campaign, arms: [], allocations: [], metric: 'profit' },
        ...{ status: 'running', started_at: new Date(0) },
      },
    ]);
    await sql(`UPDATE decision SET basis = basis || '{"arms": {"drawn": "Control"}}' WHERE id = ANY($1)`, [
      [idOf(1), idOf(OLD)],
    ]);
    const counted = await sql(
      `SELECT count(*)::int AS all FROM decision
        WHERE items @> jsonb_build_array(jsonb_build_object('campaignId', $1::text)) AND id <> $2`,
      [campaign, idOf(OLD)],
    );
    const of = await list(`campaign=${campaign}`);
    expect(of.rows).toHaveLength(Math.min(25, counted.rows[0].all));
    expect(of.about).toEqual({ kind: 'campaign', id: campaign, campaignName: 'Bags', days: 30 });
    const drawn = await list('experiment=drawn');
    expect(drawn.rows.map(({ id }: { id: string }) => id)).toEqual([idOf(1)]);
    expect(drawn.about).toMatchObject({ kind: 'experiment', id: 'drawn', campaignName: 'Bags' });
    expect(await list('experiment=gone')).toMatchObject({ rows: [], about: null, problem: null });
  });
});
