import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPacker, type PackedInputs, type SharedPart } from '#app/domain/campaigns/replay/pack.ts';
import { OUTSIDE_CHECKOUT } from '#app/domain/campaigns/outside-checkout.ts';
import type { Wanted } from '#app/domain/campaigns/recommend.ts';
import { recordDecision, recordRecommendations, type Recorded } from '#app/domain/campaigns/replay/record.ts';
import { answerText, replay } from '#app/domain/campaigns/replay/replay.ts';
import type { OpenedRules } from '#app/domain/campaigns/replay/shop-rules.ts';
import { unpackInputs, unpackRules } from '#app/domain/campaigns/replay/unpack.ts';
import { gid, type ProductId } from '#app/domain/kernel/ids.ts';
import { SEED } from '../../builders.ts';
import { createLivingShop } from './living-shop.ts';

const IS_LONG = process.env['LONG'] === '1';
const CHECKOUTS = IS_LONG ? 100_000 : 1_000;
/** The short run takes three seconds on a quiet machine. */
const TIMEOUT_MS = IS_LONG ? 3_600_000 : 60_000;

const hashOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('base64url');

/** All that is kept: texts and bytes, nothing of the shop itself. */
interface Ledger {
  readonly entries: { readonly inputs: Buffer; readonly hash: string }[];
  readonly parts: Map<string, SharedPart['content']>;
}

function keeperOf(ledger: Ledger): (recorded: Recorded) => void {
  const pack = createPacker(hashOf);
  return (recorded) => {
    const { inputs, parts, text } = pack(recorded);
    for (const { key, content } of parts) ledger.parts.set(key, content);
    ledger.entries.push({ inputs: Buffer.from(JSON.stringify(inputs)), hash: hashOf(text) });
  };
}

const BATCH = 50;

/** Decisions wait for others before they are written, while the shop goes on. */
function inBatches(keep: (recorded: Recorded) => void): (recorded: Recorded) => void {
  let waiting: Recorded[] = [];
  return (recorded) => {
    waiting.push(recorded);
    if (waiting.length < BATCH) return;
    waiting.forEach(keep);
    waiting = [];
  };
}

/** The hash of an answer that is made again. Neighbours in time mostly share their rules, which are costly to open. */
function replayerOf({ entries, parts }: Ledger): (number: number) => string {
  let opened: { readonly key: string; readonly rules: OpenedRules } | null = null;
  const find = (key: string): SharedPart['content'] | undefined => parts.get(key);
  return (number) => {
    const inputs = JSON.parse(String(entries[number]?.inputs)) as PackedInputs;
    if (opened?.key !== inputs.rules)
      opened = { key: inputs.rules, rules: unpackRules(find(inputs.rules) ?? '') };
    const unpacked = unpackInputs(inputs, find);
    if (!unpacked.ok) expect.fail(`Answer ${number} lacks ${unpacked.failure.kind}.`);
    return hashOf(answerText(replay(opened.rules, unpacked.value).answer));
  };
}

describe('replay', () => {
  it(
    `of ${CHECKOUTS.toLocaleString('en')} checkouts equals the ledger, hash by hash, after the shop went on`,
    { timeout: TIMEOUT_MS },
    () => {
      const shop = createLivingShop(SEED);
      const ledger: Ledger = { entries: [], parts: new Map() };
      const keep = inBatches(keeperOf(ledger));
      const shown = new Map<string, number>();
      for (let checkout = 0; checkout < CHECKOUTS; checkout++) {
        const question = shop.next();
        const recorded = recordDecision(shop.snapshot(), question);
        for (const item of Object.values(recorded.decision.placements).flat())
          shown.set(item.campaignId, (shown.get(item.campaignId) ?? 0) + 1);
        keep(recorded);
      }
      const replayed = replayerOf(ledger);
      ledger.entries.forEach(({ hash }, number) => {
        if (replayed(number) !== hash) expect.fail(`Answer ${number} is decided in another way.`);
      });
      expect(ledger.entries).toHaveLength(CHECKOUTS);
      for (const campaign of [
        'best',
        'due',
        'gifts',
        'picked',
        'pair',
        'few',
        'missing',
        'discount',
        'saved',
      ])
        expect(shown.get(campaign), campaign).toBeGreaterThan(0);
      expect(shop.happened.size).toBe(18);
    },
  );

  it(
    `of ${CHECKOUTS.toLocaleString('en')} answers of the API equals the ledger, hash by hash, after the shop went on`,
    { timeout: TIMEOUT_MS },
    () => {
      const shop = createLivingShop(SEED + 1);
      const ledger: Ledger = { entries: [], parts: new Map() };
      const keep = inBatches(keeperOf(ledger));
      const given = { model: 0, popular: 0, refused: 0 };
      for (let asked = 0; asked < CHECKOUTS; asked++) {
        const { now, shopperId, profile, returned, lines, country, currency } = shop.next();
        const question = { ...OUTSIDE_CHECKOUT, placements: [], now, shopperId, profile, returned };
        const snapshot = shop.snapshot();
        const wanted = wantedIn(snapshot.catalog.products.keys(), asked);
        const recorded = recordRecommendations(
          snapshot,
          { ...question, lines: asked % 2 === 0 ? lines : [], country, currency },
          wanted,
        );
        const { items, refusals } = recorded.recommendations;
        given[wanted.popular ? 'popular' : 'model'] += items.length;
        given.refused += refusals.length;
        keep(recorded);
      }
      const replayed = replayerOf(ledger);
      ledger.entries.forEach(({ hash }, number) => {
        if (replayed(number) !== hash) expect.fail(`Answer ${number} is another.`);
      });
      expect(ledger.entries).toHaveLength(CHECKOUTS);
      expect(Math.min(...Object.values(given))).toBeGreaterThan(CHECKOUTS / 4);
    },
  );
});

/** One to fifty products, by the model or, in one of three, by what the members of a segment bought. */
function wantedIn(products: Iterable<ProductId>, asked: number): Wanted {
  const limit = 1 + (asked % 50);
  if (asked % 3 > 0) return { limit, popular: null };
  const bought = [...products, gid('Product', 'gone')].map((productId, at) => ({
    productId,
    shoppers: 90 - at,
  }));
  return { limit, popular: { segment: { id: 'loyal', name: 'Loyal' }, products: bought } };
}
