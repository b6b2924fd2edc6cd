import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CampaignArm, CampaignExperiment } from '#app/domain/campaigns/arms.ts';
import { decide } from '#app/domain/campaigns/decide.ts';
import { dryRun } from '#app/domain/campaigns/dry-run.ts';
import { isHeldOut } from '#app/domain/campaigns/held-out.ts';
import { decideCheckout } from '#app/domain/campaigns/holdout.ts';
import { placedIn } from '#app/domain/campaigns/placed.ts';
import { placeOf, type SlotRange } from '#app/domain/experiments/assignment/allocation.ts';
import { groupAllocation } from '#app/domain/experiments/assignment/group.ts';
import { reallocate } from '#app/domain/experiments/assignment/reallocate.ts';
import vectors from '../../cases/assignment.json' with { type: 'json' };
import { propertyRuns } from '#tests/support/property-runs.ts';
import { NOW } from '../builders.ts';
import { decidedLocally } from './local/a-local-shop.ts';
import { anUpsell, aProduct, aQuestion, aSnapshot } from './shop.ts';

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
const entrant = (unit: string) => ({ unit, entered: {}, now: NOW });
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
    const kinds = units.map((unit) => placedIn(held, campaign, entrant(unit))?.kind);
    units.forEach((unit, at) => expect(kinds[at] === 'held-out').toBe(isHeldOut(held, { unit })));
    expect(new Set(kinds)).toEqual(new Set(['held-out', 'control', 'arm']));
    expect(placedIn(plain, campaign, entrant('unit-1'))).toBeNull();
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

describe('the conformance vectors', () => {
  const allocation = ({ salt, ranges }: (typeof vectors.cases)[number]['setup']['arms']) => ({
    version: 1 as const,
    salt,
    ranges: ranges.map(([name, from, to]) => ({ name: String(name), from: Number(from), to: Number(to) })),
  });
  const products = ['a', 'b'].map((letter) => aProduct(letter));

  it.each(vectors.cases)(
    'are kept by checkouts, dry runs and the code that the extension decides with: $title',
    ({ setup, units }) => {
      const arms = allocation(setup.arms);
      const names = new Set(arms.ranges.map(({ name }) => name));
      const experiment: CampaignExperiment = {
        id: setup.id,
        campaignId: campaign.id,
        arms: [...names].map((name) => ({ name, isControl: name === 'control', variant: null })),
        allocation: arms,
        ...(setup.group && { group: allocation(setup.group) }),
      };
      const holdout = setup.holdout ? 0.05 : 0;
      const shop = aSnapshot({ campaigns: [campaign], experiments: [experiment], holdout, products });
      const snapshot = { ...shop, shopDomain: 'shop-1' };
      for (const { unit, assignment } of units) {
        const arm = assignment.kind === 'arm' ? assignment.arm : undefined;
        const isShown = assignment.kind !== 'holdout' && arm !== 'control';
        const question = { ...ask(unit), unit };
        const decision = decideCheckout(snapshot, question);
        expect(decision.arms[0]?.arm).toBe(arm);
        expect(headlines(decision).length > 0).toBe(isShown);
        expect(placedIn(snapshot, campaign, entrant(unit))?.kind).toBe(
          { holdout: 'held-out', outside: 'outside', arm: arm === 'control' ? 'control' : 'arm' }[
            assignment.kind
          ],
        );
        expect(decidedLocally(snapshot, question).length > 0).toBe(isShown);
        if (assignment.kind !== 'holdout')
          expect(dryRun(snapshot, question, campaign).shown).toBe(isShown ? 1 : 0);
      }
    },
  );
});

describe('experiments of one group', () => {
  const grouped = (id: string, campaignId: string, ranges: readonly SlotRange[]): CampaignExperiment => ({
    ...anExperiment(THIRDS, id),
    campaignId,
    group: groupAllocation({ name: 'Offers', ranges }),
  });

  it('have no unit in common, and show each the campaigns of the others as they are', () => {
    const campaigns = ['one', 'other'].map((id) => anUpsell({ id }));
    const experiments = [
      grouped('e1', 'one', [{ name: 'e1', from: 0, to: 4_000 }]),
      grouped('e2', 'other', [{ name: 'e2', from: 4_000, to: 8_000 }]),
    ];
    const snapshot = aSnapshot({ campaigns, experiments });
    const drawn = Array.from({ length: 2_000 }, (_, at) => decide(snapshot, ask(`checkout-${at}`)).arms);
    expect(Math.max(...drawn.map(({ length }) => length))).toBe(1);
    const counts = ['e1', 'e2'].map((id) => drawn.filter(([arm]) => arm?.experimentId === id).length);
    for (const count of counts)
      expect(Math.abs(count / 2_000 - 0.4)).toBeLessThan(4 * Math.sqrt(0.24 / 2_000));
  });
});

describe('the conformance vectors of bandit traffic', () => {
  const { salt, units } = vectors.periods;
  const periods = vectors.periods.periods.map(({ at, ranges }) => ({
    at,
    ranges: ranges.map(([name, from, to]) => ({ name: String(name), from: Number(from), to: Number(to) })),
  }));
  const experiment: CampaignExperiment = {
    id: salt,
    campaignId: campaign.id,
    arms: ['control', 'new'].map((name) => ({ name, isControl: name === 'control', variant: null })),
    allocation: { version: 1, salt, ranges: periods.at(-1)!.ranges },
    periods,
  };
  const snapshot = aSnapshot({ campaigns: [campaign], experiments: [experiment] });

  it('are kept by checkouts and dry runs, at whatever time they ask', () => {
    for (const { unit, enteredAt, arm } of units) {
      const question = { ...ask(unit), unit, entered: { [salt]: enteredAt } };
      expect(decideCheckout(snapshot, question).arms[0]?.arm).toBe(arm);
      expect(dryRun(snapshot, question, campaign).shown).toBe(arm === 'control' ? 0 : 1);
      const entering = { ...ask(unit), unit, now: enteredAt };
      expect(decideCheckout(snapshot, entering).arms[0]?.arm).toBe(arm);
    }
  });

  it('are left to the server by a checkout, which does not know when a unit entered', () => {
    const shown = units.map(({ unit }) => decidedLocally(snapshot, { ...ask(unit), unit }).length);
    expect(Math.max(...shown)).toBe(0);
    const above = anUpsell({ id: 'above', priority: campaign.priority + 1 });
    const both = aSnapshot({ campaigns: [above, campaign], experiments: [experiment] });
    const offered = units.flatMap(({ unit }) => decidedLocally(both, { ...ask(unit), unit }));
    expect(new Set(offered.map(({ campaignId }) => campaignId))).toEqual(new Set(['above']));
  });
});
