import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CampaignArm, CampaignExperiment } from '#app/domain/campaigns/arms.ts';
import { decide } from '#app/domain/campaigns/decide.ts';
import { isHeldOut } from '#app/domain/campaigns/held-out.ts';
import { decideCheckout } from '#app/domain/campaigns/holdout.ts';
import { placedIn } from '#app/domain/campaigns/placed.ts';
import { placeOf } from '#app/domain/experiments/assignment/allocation.ts';
import { reallocate } from '#app/domain/experiments/assignment/reallocate.ts';
import vectors from '../../cases/assignment.json' with { type: 'json' };
import { propertyRuns } from '#tests/support/property-runs.ts';
import { anUpsell, aQuestion, aSnapshot } from './shop.ts';

const campaign = anUpsell();
const ARMS: readonly CampaignArm[] = [
  { name: 'Control', isControl: true, variant: null },
  { name: 'As it is', isControl: false, variant: null },
  {
    name: 'Other words',
    isControl: false,
    variant: {
      kind: 'upsell',
      content: {
        source: { kind: 'recommended', strategy: 'best' },
        layout: 'list',
        maxOffers: 1,
        choosesUnits: false,
        headline: 'Other words',
        language: 'en',
        translations: {},
      },
    },
  },
];
const anExperiment = (shares: Readonly<Record<string, number>>, id = 'e1'): CampaignExperiment => ({
  id,
  campaignId: campaign.id,
  arms: ARMS,
  allocation: { version: 1, salt: id, ranges: reallocate([], new Map(Object.entries(shares))) },
});
const THIRDS = { Control: 0.3, 'As it is': 0.3, 'Other words': 0.4 };
const ask = (checkoutToken: string) => aQuestion({ checkoutToken, cart: 'a' });
const headlines = (decision: ReturnType<typeof decide>) =>
  Object.values(decision.placements)
    .flat()
    .map((item) => (item.kind === 'offer' ? item.headline : item.kind));

describe('a campaign with an experiment', () => {
  const experiment = anExperiment(THIRDS);
  const snapshot = aSnapshot({ campaigns: [campaign], experiments: [experiment] });
  const plain = aSnapshot({ campaigns: [campaign] });

  it('shows each unit what its arm shows, and control nothing', () => {
    const seen = new Set<string>();
    for (let at = 0; at < 60; at += 1) {
      const question = ask(`checkout-${at}`);
      const decision = decide(snapshot, question);
      const [drawn] = decision.arms;
      expect(drawn).toEqual({
        experimentId: 'e1',
        campaignId: campaign.id,
        arm: placeOf(experiment.allocation, `checkout-${at}`),
      });
      seen.add(drawn!.arm);
      if (drawn!.arm === 'Control') expect(headlines(decision)).toEqual([]);
      else if (drawn!.arm === 'As it is') expect({ ...decision, arms: [] }).toEqual(decide(plain, question));
      else expect(new Set(headlines(decision))).toEqual(new Set(['Other words']));
    }
    expect(seen.size).toBe(3);
  });

  it('gives the same arm at every render, whatever is asked and bought', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom('a', 'ab', 'abc'), (checkoutToken, cart) => {
        const arms = (question: ReturnType<typeof aQuestion>) => decide(snapshot, question).arms;
        expect(arms(aQuestion({ checkoutToken, cart }))).toEqual(arms(ask(checkoutToken)));
      }),
      { numRuns: propertyRuns(50) },
    );
  });

  it('moves nobody but units of arms that shrink when its shares change', () => {
    const cut = fc.double({ min: 0.05, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(cut, cut, fc.string({ minLength: 1 }), (one, other, unit) => {
        const before = reallocate([], new Map([['Control', one], ['As it is', 1 - one]])); // prettier-ignore
        const after = reallocate(before, new Map([['Control', other], ['As it is', 1 - other]])); // prettier-ignore
        const [was, is] = [before, after].map((ranges) => placeOf({ version: 1, salt: 'e1', ranges }, unit));
        const shrinks = other < one ? 'Control' : 'As it is';
        expect(was === is || was === shrinks).toBe(true);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('leaves the campaign to everybody outside a checkout, where nobody is placed', () => {
    const question = aQuestion({ cart: 'a' });
    expect(decide(snapshot, question)).toEqual(decide(plain, question));
  });

  it('tells where a shopper is, the holdout before the arm', () => {
    const held = aSnapshot({ campaigns: [campaign], experiments: [experiment], holdout: 0.2 });
    const units = Array.from({ length: 200 }, (_, at) => `unit-${at}`);
    const kinds = units.map((unit) => placedIn(held, campaign, unit)?.kind);
    units.forEach((unit, at) => expect(kinds[at] === 'held-out').toBe(isHeldOut(held, { unit })));
    expect(new Set(kinds)).toEqual(new Set(['held-out', 'control', 'arm']));
    expect(placedIn(plain, campaign, 'unit-1')).toBeNull();
  });

  it('is drawn independently of the holdout: held-out units have the arms of all, within four standard errors', () => {
    const count = 20_000;
    const held = aSnapshot({ holdout: 0.2 });
    const units = Array.from({ length: count }, (_, at) => `u${at}`).filter((unit) =>
      isHeldOut(held, { unit }),
    );
    const inControl = units.filter((unit) => placeOf(experiment.allocation, unit) === 'Control').length;
    const error = Math.sqrt((0.3 * 0.7) / units.length);
    expect(Math.abs(inControl / units.length - 0.3)).toBeLessThan(4 * error);
  });
});

it('places the units of the conformance vectors as they say, by the way a checkout is decided', () => {
  const [even] = vectors.cases;
  const ranges = even!.setup.arms.ranges.map(([name, from, to]) => ({
    name: String(name),
    from: Number(from),
    to: Number(to),
  }));
  const arms = ['control', 'new'].map((name) => ({ name, isControl: name === 'control', variant: null }));
  const salt = even!.setup.arms.salt;
  const experiment = {
    id: salt,
    campaignId: campaign.id,
    arms,
    allocation: { version: 1 as const, salt, ranges },
  };
  const snapshot = aSnapshot({ campaigns: [campaign], experiments: [experiment] });
  for (const { unit, assignment } of even!.units)
    expect(decideCheckout(snapshot, { ...ask('t'), unit }).arms[0]?.arm).toBe(assignment.arm);
});
