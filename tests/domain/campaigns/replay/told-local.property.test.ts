import { describe, expect, it } from 'vitest';
import { decideLocal } from '#app/domain/campaigns/local/decide-local.ts';
import { toLocalQuestion } from '#app/domain/campaigns/local/local-question.ts';
import type { ToldBasis } from '#app/domain/campaigns/local/told-basis.ts';
import { createPacker, type PackedInputs } from '#app/domain/campaigns/replay/pack.ts';
import { recordDecision } from '#app/domain/campaigns/replay/record.ts';
import { replayLocal, type ToldLocal } from '#app/domain/campaigns/replay/told-local.ts';
import { payloadsOf } from '../local/a-local-shop.ts';
import { drawCheckout, withMessages } from '../local/draw-checkout.ts';
import { decideInCheckout, hashOf, inShopify, toAsked } from '../local/in-checkout.ts';

const IS_LONG = process.env['LONG'] === '1';
const CHECKOUTS = IS_LONG ? 100_000 : 1_000;
const TIMEOUT_MS = IS_LONG ? 3_600_000 : 60_000;
const FIRST_SEED = 9_000_000;
/** Kept and replayed at once: all texts together would not fit. */
const BATCH = 500;

interface Ledger {
  /** Inputs as they are stored. */
  readonly records: readonly string[];
  /** Texts of payloads by name. */
  readonly kept: ReadonlyMap<string, string>;
  readonly shown: number;
  readonly next: number;
}

/** The next checkouts that decide something by themselves, in worlds drawn from this seed on. */
function recordFrom(first: number): Ledger {
  const kept = new Map<string, string>();
  const pack = createPacker(hashOf);
  const records: string[] = [];
  let shown = 0;
  let seed = first;
  for (; records.length < BATCH; seed += 1) {
    const { shop, asked: question } = withMessages(drawCheckout(seed));
    const payloads = payloadsOf(shop, question);
    if (payloads === null) continue;
    const asked = toAsked(question);
    const { count, told } = decideInCheckout(inShopify(payloads, kept), asked, question.now);
    if (told === null) continue;
    shown += count;
    const basis = JSON.parse(told) as ToldBasis;
    const local = { question: toLocalQuestion(asked, basis.at)!, basis };
    const { inputs } = pack({ ...recordDecision(shop, question), local });
    records.push(JSON.stringify(inputs));
  }
  return { records, kept, shown, next: seed };
}

function expectReplayed({ records, kept }: Ledger): void {
  for (const [number, text] of records.entries()) {
    const { local } = (JSON.parse(text) as PackedInputs).own;
    const replayed = replayLocal(local as ToldLocal, (key) => kept.get(key));
    if (!replayed.ok) expect.fail(`Checkout ${number} lacks ${replayed.failure.key}.`);
    if (replayed.value.hash !== local?.basis.hash) expect.fail(`Checkout ${number} decides in another way.`);
  }
}

describe('replayLocal', () => {
  it(
    `of ${CHECKOUTS.toLocaleString('en')} checkouts gives what each decided by itself, hash by hash, from the ledger and the payloads alone`,
    { timeout: TIMEOUT_MS },
    () => {
      let shown = 0;
      let seed = FIRST_SEED;
      for (let checkouts = 0; checkouts < CHECKOUTS; checkouts += BATCH) {
        const recorded = recordFrom(seed);
        expectReplayed(recorded);
        shown += recorded.shown;
        seed = recorded.next;
      }
      expect(shown).toBeGreaterThan(CHECKOUTS);
    },
  );

  it('says which payload is gone, and is another as soon as a payload says another thing', () => {
    const kept = new Map<string, string>();
    const { shop, asked: question } = firstShown();
    const asked = toAsked(question);
    const payloads = inShopify(payloadsOf(shop, question)!, kept);
    const basis = JSON.parse(decideInCheckout(payloads, asked, question.now).told!) as ToldBasis;
    const local = { question: toLocalQuestion(asked, question.now)!, basis };
    const text = kept.get(basis.shop)!;
    const hashBy = (shopText: string) => {
      const replayed = replayLocal(local, (key) => (key === basis.shop ? shopText : kept.get(key)));
      return replayed.ok && replayed.value.hash;
    };
    expect(replayLocal(local, (key) => (key === basis.shop ? undefined : kept.get(key)))).toEqual({
      ok: false,
      failure: { kind: 'payload', key: basis.shop },
    });
    expect(hashBy(text)).toBe(basis.hash);
    expect(hashBy(text.replace('Welcome.', 'Go away.'))).not.toBe(basis.hash);
  });
});

/** A world in which the message of no placeholder is shown. */
function firstShown() {
  for (let seed = FIRST_SEED; ; seed += 1) {
    const world = withMessages(drawCheckout(seed));
    const payloads = payloadsOf(world.shop, world.asked);
    const question = toLocalQuestion(toAsked(world.asked), world.asked.now);
    if (!payloads || !question) continue;
    if (decideLocal(payloads, question).some(({ campaignId }) => campaignId === 'plain')) return world;
  }
}
