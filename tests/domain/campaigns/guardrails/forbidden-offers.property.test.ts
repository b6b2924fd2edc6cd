import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import { GUARDRAILS, judge } from '#app/domain/campaigns/guardrails/judge.ts';
import { readSituation } from '#app/domain/campaigns/situation.ts';
import { SEED } from '../../builders.ts';
import { objectionsTo } from './oracle.ts';
import { CAMPAIGNS, drawWorld, type World } from './random-world.ts';

/** A million in `npm run test:long`. */
const WORLDS = process.env['LONG'] === '1' ? 1_000_000 : 20_000;
const FEW = 1_500;

const productsOf = ({ shop, asked }: World) =>
  new Set([...shop.catalog.products.keys(), ...asked.lines.flatMap(({ productId }) => productId ?? [])]);

describe('the guardrails, over shops, settings, shoppers and carts by chance', () => {
  it(`let no forbidden offer through in ${WORLDS.toLocaleString('en')} decisions`, () => {
    let offers = 0;
    const refusals = new Map<string, number>();
    for (let number = 0; number < WORLDS; number++) {
      const { shop, asked } = drawWorld(SEED + number);
      const decision = decide(shop, asked);
      for (const { guardrail } of decision.refusals)
        refusals.set(guardrail, (refusals.get(guardrail) ?? 0) + 1);
      for (const item of Object.values(decision.placements).flat()) {
        if (item.kind !== 'offer') continue;
        offers += 1;
        const objections = objectionsTo(item.productId, item.campaignId, shop, asked);
        if (objections.length > 0)
          expect.fail(`World ${number} offers ${item.productId} against: ${objections.join(', ')}`);
      }
    }
    expect(offers).toBeGreaterThan(WORLDS / 2);
    for (const { name } of GUARDRAILS) expect(refusals.get(name), name).toBeGreaterThan(0);
  });

  it('refuse nothing that there is no reason against', () => {
    for (let number = 0; number < FEW; number++) {
      const world = drawWorld(SEED + number);
      const situation = readSituation(world.shop, world.asked);
      for (const productId of productsOf(world))
        for (const campaignId of [null, ...CAMPAIGNS]) {
          const objections = objectionsTo(productId, campaignId, world.shop, world.asked);
          const { isAllowed } = judge(productId, situation, campaignId);
          if (isAllowed !== (objections.length === 0))
            expect.fail(`World ${number}, ${productId}: ${isAllowed}, against it: ${objections.join(', ')}`);
        }
    }
  });

  // What these refuse has no product, no variant or no price: there is nothing to offer, whoever lets it through.
  const nothingToOffer = ['not-in-catalog', 'out-of-stock', 'needs-choice', 'no-price'];
  const needed = GUARDRAILS.filter(({ name }) => !nothingToOffer.includes(name));
  it.each(needed.map(({ name }) => name))('would let a forbidden offer through without %s', (name) => {
    const others = GUARDRAILS.filter((guardrail) => guardrail.name !== name);
    for (let number = 0; number < WORLDS; number++) {
      const world = drawWorld(SEED + number);
      const situation = readSituation(world.shop, world.asked);
      const isLetThrough = [...productsOf(world)].some(
        (productId) =>
          judge(productId, situation, 'picked', others).isAllowed &&
          objectionsTo(productId, 'picked', world.shop, world.asked).length > 0,
      );
      if (isLetThrough) return;
    }
    expect.fail(`The oracle says nothing about ${name}.`);
  });
});
