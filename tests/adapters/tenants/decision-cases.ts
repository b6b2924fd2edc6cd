import { createLocalSwitch } from '#app/adapters/prisma/campaigns/local-switch.ts';
import { createLocalPayloadStore } from '#app/adapters/prisma/campaigns/local-payload-store.ts';
import { randomUUID } from 'node:crypto';
import { decisionsInto } from '#tests/support/write-decisions.ts';
import { createPastDecisions } from '#app/adapters/prisma/decisions/past-decisions.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { recordDecision } from '#app/domain/campaigns/replay/record.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import type { DecisionSearch } from '#app/ports/past-decisions.ts';
import { aQuestion, aSnapshot } from '../../domain/campaigns/shop.ts';
import { casesOf } from './cases.ts';
import type { Call, StoreCases } from './cases.ts';
import type { Draw } from './draw.ts';
import { SHOP, cipher } from './world.ts';

const FEBRUARY = Date.UTC(2026, 1, 1) / 1000;
const addresses = createAddressCipher(cipher);

const appendDecision: Call = ({ pool }, draw) =>
  decisionsInto({ pool, sealAddress: addresses.seal, log: silentLog, nowMs: () => FEBRUARY * 1000 })([
    {
      decisionId: randomUUID(),
      shopId: SHOP.id,
      shopperId: draw.customer(),
      checkoutToken: draw.name('checkout'),
      decidedAtMs: FEBRUARY * 1000,
      channel: 'checkout',
      placements: [],
      items: [],
      refusals: [],
      basis: {
        modelVersion: null,
        configVersion: 1,
        catalogVersion: 1,
        profileUpdatedAt: null,
        segmentIds: [],
        codeVersion: '1',
      },
      failure: null,
      durationMicros: 1,
      recorded: recordDecision(
        aSnapshot(),
        aQuestion({ shopperId: draw.customer(), profile: emptyProfile(draw.customer()) }),
      ),
    },
  ]);

const searchOf = (draw: Draw): DecisionSearch => {
  const searches: readonly DecisionSearch[] = [
    { kind: 'newest' },
    { kind: 'shopper', shopperId: draw.customer() },
    { kind: 'checkout', token: draw.name('checkout') },
    { kind: 'order', orderId: draw.order() },
    { kind: 'campaign', campaignId: draw.name('campaign'), since: FEBRUARY - 60 * 86_400 },
    { kind: 'experiment', experimentId: draw.name('experiment'), since: FEBRUARY - 60 * 86_400 },
    { kind: 'time', from: FEBRUARY - 60 * 86_400, until: FEBRUARY },
  ];
  return searches[draw.int(searches.length)] ?? { kind: 'newest' };
};

/** The ledger and what is read back of it. */
export const DECISION_CASES: Readonly<Record<string, StoreCases>> = {
  createDecisionWriter: { call: appendDecision },
  createPastDecisions: casesOf(({ pool }) => createPastDecisions(pool, addresses.open), {
    list: (store, draw) => store.list(SHOP.id, searchOf(draw), { after: null, limit: 5 }),
    find: (store, draw) => store.find(SHOP.id, draw.decision()),
    findRecord: (store, draw) => store.findRecord(SHOP.id, draw.decision()),
  }),
  createLocalPayloadStore: casesOf(({ pool }) => createLocalPayloadStore(pool), {
    shopsDue: { acrossShops: 'the worker serves every shop' },
    withShop: (store) => store.withShop(SHOP.id, async () => {}),
    find: (store) => store.find(SHOP.id),
    save: (store, draw) =>
      store.save(SHOP.id, {
        productsOf: draw.text(),
        productsAt: null,
        productCursor: null,
        day: '2026-01-31',
        calls: 1,
        writtenAt: null,
      }),
    markFailed: (store, draw) => store.markFailed(SHOP.id, draw.text(), new Date(1_770_000_000 * 1000)),
    known: (store, draw) => store.known(SHOP.id, [draw.customer()]),
    doubt: (store, draw) => store.doubt(SHOP.id, draw.customer()),
    keepTexts: (store, draw) =>
      store.keepTexts(
        SHOP.id,
        [{ ownerId: draw.customer(), name: 'a name of twenty-two c', text: '{}' }],
        new Date(1_770_000_000 * 1000),
      ),
    keep: (store, draw) =>
      store.keep(
        SHOP.id,
        [{ ownerId: draw.customer(), hash: 'a hash', until: 1_770_000_000 }],
        'rules',
        new Date(1_770_000_000 * 1000),
      ),
    owners: (store) => store.owners(SHOP.id, 10),
    forget: (store, draw) => store.forget(SHOP.id, [draw.customer()]),
    customersDue: (store) =>
      store.customersDue(SHOP.id, {
        rules: 'rules',
        since: new Date(0),
        endsBefore: new Date(1_770_000_000 * 1000),
        limit: 10,
      }),
  }),
  createLocalSwitch: casesOf(({ pool }) => createLocalSwitch(pool), {
    switchOn: (store) => store.switchOn(SHOP.id, 1_770_000_000),
    switchOff: (store, draw) => store.switchOff(SHOP.id, draw.customer()),
    tally: (store) => store.tally(SHOP.id, 1_770_000_000),
  }),
};
