import { describe, expect, it } from 'vitest';
import { gid } from '#app/domain/kernel/ids.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { inferFacts } from '#app/domain/quality/inference/infer-facts.ts';
import { createDice, type Dice } from '#tests/domain/segments/random-story.ts';
import { aProfile, aPurchase, NOW, product } from '../../builders.ts';

const dice = createDice(11);

/** Germans speak German and buy tea, nearly all of them; of the others hardly any. */
function aShopper(random: Dice, id: number, country: string | null): Profile {
  const isGerman = country === 'DE' || (country === null && id % 2 === 0);
  const isTypical = random.chance(0.97);
  return aProfile({
    shopperId: gid('Customer', id),
    attributes: { country, language: isGerman === isTypical ? 'de' : 'en', tags: [] },
    purchases: [
      aPurchase({
        at: NOW - random.below(9_000_000),
        netMinor: 1_000 + random.below(900),
        lines: [
          {
            productId: product(isGerman === isTypical ? 1 : 2),
            variantId: 'gid://shopify/ProductVariant/1',
            quantity: 1,
            unitPriceMinor: 1_000,
          },
        ],
      }),
    ],
  });
}

const known = Array.from({ length: 3_000 }, (_, id) => aShopper(dice, id, id % 2 === 0 ? 'DE' : 'GB'));
const missing = Array.from({ length: 200 }, (_, id) => aShopper(dice, 5_000 + id, null));
const findType = (id: string) => (id === product(1) ? 'Tea' : 'Mug');
const shop = inferFacts(known, ['Tea', 'Mug'], findType);

describe('inferFacts', () => {
  it('says what is missing where it is plain, and is right as often as it says', () => {
    const answers = missing.flatMap((profile) => {
      const answer = shop.infer(profile)?.['customer.country'];
      const truth = Number(profile.shopperId.split('/').at(-1)) % 2 === 0 ? 'DE' : 'GB';
      return answer ? [{ ...answer, isRight: answer.value === truth }] : [];
    });
    const said = answers.reduce((sum, { percent }) => sum + percent, 0) / answers.length;
    const right = (100 * answers.filter(({ isRight }) => isRight).length) / answers.length;
    expect(answers.length).toBeGreaterThan(150);
    expect(right).toBeGreaterThan(90);
    expect(Math.abs(said - right)).toBeLessThan(5);
  });

  it('says nothing of what is known', () => {
    expect(known.filter((profile) => shop.infer(profile)?.['customer.country'] !== undefined)).toEqual([]);
  });

  it('says nothing of a fact of which hardly anything is known, and why', () => {
    const device = shop.facts.find(({ fact }) => fact === 'device.class');
    expect(device).toMatchObject({
      report: null,
      objection: expect.stringMatching(/^Expected at least 200/),
    });
    expect(missing.filter((profile) => shop.infer(profile)?.['device.class'] !== undefined)).toEqual([]);
  });

  it('says nothing of who refused to be looked at, and of who did nothing', () => {
    const [first] = missing;
    expect(first && shop.infer({ ...first, isActivityBlocked: true })).toBeNull();
    expect(first && shop.infer({ ...first, purchases: [] })).toBeNull();
  });

  it('infers nothing at all where a value cannot be told from what shoppers do', () => {
    const random = createDice(12);
    const noise = known.map((profile) => ({
      ...profile,
      attributes: { ...profile.attributes, country: random.chance(0.5) ? 'DE' : 'GB' },
    }));
    const blind = inferFacts(noise, ['Tea', 'Mug'], findType);
    expect(blind.facts[0]?.objection).not.toBeNull();
    expect(missing.filter((profile) => blind.infer(profile) !== null)).toEqual([]);
  });
});
