import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  ConfiguredIncentive,
  IncentiveConfiguration,
} from '#app/domain/campaigns/incentives/configuration.ts';
import { toldFor, transitionTo, type ToldSegments } from '#app/domain/campaigns/incentives/transition.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

type Part = Partial<ConfiguredIncentive> & Pick<ConfiguredIncentive, 'id'>;

const anIncentive = (part: Part): ConfiguredIncentive => ({
  name: part.id,
  audience: [],
  excluded: [],
  value: { kind: 'percent', percent: '10' },
  appliesTo: { kind: 'order' },
  minimumSubtotal: null,
  ...part,
});
const configured = (...parts: readonly Part[]): IncentiveConfiguration => ({
  version: 1,
  incentives: parts.map(anIncentive),
});
const meanwhileOf = (given: IncentiveConfiguration, wanted: IncentiveConfiguration) =>
  transitionTo(wanted, given).meanwhile.incentives.map(({ id, audience }) => [id, ...audience]);

interface Customer {
  readonly segments: readonly string[];
  readonly isHeldOut: boolean;
}
/** What the metafield of a customer tells. */
const metafieldOf = ({ segments, isHeldOut }: Customer, { asked, letsIn }: ToldSegments) =>
  segments.filter((id) => asked.has(id) && !(isHeldOut && letsIn.has(id)));
/** As the Discount Function decides. */
const isFor = ({ audience, excluded }: ConfiguredIncentive, told: readonly string[]): boolean =>
  (audience.length === 0 || audience.some((id) => told.includes(id))) &&
  !excluded.some((id) => told.includes(id));

const segments = fc.subarray(['s1', 's2', 's3', 's4']);
const configurations = fc
  .uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c'), audience: segments, excluded: segments }), {
    selector: ({ id }) => id,
  })
  .map((parts) => configured(...parts));
const customers = fc.record({ segments, isHeldOut: fc.boolean() });

describe('toldFor', () => {
  it('tells of segments that let in and that keep out, each once', () => {
    const { incentives } = configured(
      { id: 'a', audience: ['gold'], excluded: ['staff'] },
      { id: 'b', audience: ['gold'] },
    );
    const { asked, letsIn } = toldFor(incentives);
    expect([[...asked], [...letsIn]]).toEqual([['gold', 'staff'], ['gold']]);
  });
});

describe('transitionTo', () => {
  it('gives each customer the same before and after their metafield is written', () => {
    fc.assert(
      fc.property(configurations, configurations, customers, (given, wanted, customer) => {
        const { meanwhile, told } = transitionTo(wanted, given);
        const before = metafieldOf(customer, toldFor(given.incentives));
        const after = metafieldOf(customer, told);
        for (const incentive of meanwhile.incentives)
          expect(isFor(incentive, after)).toBe(isFor(incentive, before));
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('gives each customer what is wanted as soon as all are told, also before the rest is taken back', () => {
    fc.assert(
      fc.property(configurations, configurations, customers, (given, wanted, customer) => {
        const { told } = transitionTo(wanted, given);
        const first = metafieldOf(customer, told);
        const last = metafieldOf(customer, toldFor(wanted.incentives));
        for (const incentive of wanted.incentives)
          expect(isFor(incentive, first)).toBe(isFor(incentive, last));
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('has one incentive of a campaign, in the order wanted, and none that ended', () => {
    fc.assert(
      fc.property(configurations, configurations, (given, wanted) => {
        const order = wanted.incentives.map(({ id }) => id);
        const meanwhile = transitionTo(wanted, given).meanwhile.incentives.map(({ id }) => id);
        expect(meanwhile).toEqual(order.filter((id) => meanwhile.includes(id)));
      }),
    );
  });

  it('keeps one that is for others from now on as it was, until they are told', () => {
    const forAll = configured({ id: 'a' });
    const forGold = configured({ id: 'a', audience: ['gold'] });
    expect(meanwhileOf(forAll, forGold)).toEqual([['a']]);
    expect(meanwhileOf(forGold, configured({ id: 'a', audience: ['silver'] }))).toEqual([['a', 'gold']]);
  });

  it('gives one for everyone but a segment that let in before to nobody until those held out are told', () => {
    const forGold = configured({ id: 'a', audience: ['gold'] });
    expect(meanwhileOf(forGold, configured({ id: 'a', excluded: ['gold'] }))).toEqual([]);
  });

  it('is what is wanted where nothing new is asked', () => {
    const given = configured({ id: 'a', audience: ['gold'] }, { id: 'b', excluded: ['staff'] });
    const wanted = configured({ id: 'a', audience: ['gold'], name: 'Other' });
    expect(transitionTo(wanted, given).meanwhile).toEqual(wanted);
    expect(transitionTo(given, given)).toEqual({ meanwhile: given, told: toldFor(given.incentives) });
  });
});
