import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import { post } from '#tests/support/checkout-client.ts';
import { UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { insertRows } from '#tests/support/rows.ts';
import { aCheckoutToken, aDecisionRequest, startTestServer } from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';
import vectors from '../cases/assignment.json' with { type: 'json' };
import { eventually } from '#tests/support/eventually.ts';

const SHOP = 'one.myshopify.com';
const [even] = vectors.cases;
const grouped = vectors.cases.find(({ setup }) => setup.id === 'e4')!;
const toRanges = (ranges: readonly (string | number)[][]) =>
  ranges.map(([name, from, to]) => ({ name, from, to }));
const weighed = vectors.periods;
const NO_GROUP = { group_name: null, group_ranges: null };
const FIXED = { traffic: 'fixed' };
const CUSTOMERS = even!.units.filter(({ unit }) => unit.startsWith('gid://')).slice(0, 12);
/** Customers that the shop has seen since the first period began. */
const ENTERED = weighed.units.filter(
  ({ unit, enteredAt }) =>
    enteredAt >= weighed.periods[0]!.at && CUSTOMERS.some((customer) => customer.unit === unit),
);
let opened: OpenCheckoutShop;
let server: RunningServer;

beforeAll(async () => {
  opened = await openCheckoutShop(SHOP);
  for (const id of ['elsewhere', 'weighed'])
    await opened.pool.query(
      `INSERT INTO campaign SELECT (jsonb_populate_record(campaign, $2)).* FROM campaign WHERE id = $1`,
      [UPSELL_ID, { id, name: id, placements: ['thank-you.block'] }],
    );
  await opened.pool.query(`UPDATE shop SET settings = settings || '{"holdout": 0}'`);
  const { group } = grouped.setup;
  await insertRows(opened.pool, 'experiment', [
    anExperiment(even!, UPSELL_ID, { ...NO_GROUP, ...FIXED }),
    anExperiment(grouped, 'elsewhere', {
      group_name: group!.salt.slice('group:'.length),
      group_ranges: toRanges(group!.ranges.filter(([name]) => name === 'e4')),
      ...FIXED,
    }),
    {
      ...anExperiment(even!, 'weighed', { ...NO_GROUP, traffic: 'bandit' }),
      id: weighed.salt,
      allocations: weighed.periods.map(({ at, ranges }) => ({ at, ranges: toRanges(ranges) })),
    },
  ]);
  await insertRows(
    opened.pool,
    'decision',
    ENTERED.map(({ unit, enteredAt }, place) => ({
      shop_id: opened.shopId,
      id: `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`,
      ...{ shopper_id: unit, checkout_token: `long ago ${place}`, channel: 'checkout', basis: { unit } },
      ...{
        decided_at: new Date(enteredAt * 1000),
        placements: [],
        items: [],
        refusals: [],
        duration_micros: 1,
      },
    })),
  );
  server = await startTestServer(opened.databaseUrl);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

const anExperiment = ({ setup }: (typeof vectors.cases)[number], campaignId: string, group: object) => ({
  shop_id: opened.shopId,
  id: setup.arms.salt,
  campaign_id: campaignId,
  arms: ['control', 'new'].map((name) => ({ name, isControl: name === 'control', variant: null })),
  allocations: [{ at: 0, ranges: toRanges(setup.arms.ranges) }],
  metric: 'profit',
  status: 'running',
  started_at: new Date(0),
  ...group,
});

it('places the customers of the conformance vectors, shows control no offer, and writes the arm into the ledger', async () => {
  for (const { unit, assignment } of CUSTOMERS) {
    const token = aCheckoutToken({ shop: SHOP, customer: unit });
    const body = aDecisionRequest({ checkoutToken: `checkout of ${unit}` });
    const answer = await post(`${server.url}/api/checkout/decision`, { token, body });
    const { placements } = (await answer.json()) as DecisionAnswer;
    const offers = (placements['checkout.block'] ?? []).filter(({ campaignId }) => campaignId === UPSELL_ID);
    expect(offers.length === 0).toBe(assignment.arm === 'control');
  }
  await eventually(async () => {
    const { rows } = await opened.pool.query<{ unit: string; arm: string; shown: string | null }>(
      `SELECT basis ->> 'unit' AS unit, basis -> 'arms' ->> 'e1' AS arm, items -> 0 ->> 'arm' AS shown FROM decision WHERE basis ? 'arms'`,
    );
    expect(Object.fromEntries(rows.map(({ unit, arm }) => [unit, arm]))).toEqual(
      Object.fromEntries(CUSTOMERS.map(({ unit, assignment }) => [unit, assignment.arm])),
    );
    for (const { arm, shown } of rows) expect(shown).toBe(arm === 'control' ? null : arm);
  });
});

it('has in an experiment of a group the customers that the vectors put there, and no other', async () => {
  const { rows } = await opened.pool.query<{ unit: string; arm: string | null }>(
    `SELECT basis ->> 'unit' AS unit, basis -> 'arms' ->> 'e4' AS arm FROM decision WHERE basis ? 'arms'`,
  );
  const told = grouped.units.filter(({ assignment }) => assignment.kind !== 'holdout');
  const expected = new Map(told.map(({ unit, assignment }) => [unit, assignment.arm ?? null]));
  const known = rows.filter(({ unit }) => expected.has(unit));
  expect(known.map(({ arm }) => arm)).toEqual(known.map(({ unit }) => expected.get(unit)));
  expect(new Set(known.map(({ arm }) => arm))).toEqual(new Set([null, 'control', 'new']));
});

it('places a customer by the period in which they entered an experiment of bandit traffic', async () => {
  const { rows } = await opened.pool.query<{ unit: string; arm: string }>(
    `SELECT basis ->> 'unit' AS unit, basis -> 'arms' ->> 'e6' AS arm FROM decision WHERE basis ? 'arms'`,
  );
  const arms = new Map(rows.map(({ unit, arm }) => [unit, arm]));
  for (const { unit, arm } of ENTERED) expect(arms.get(unit), unit).toBe(arm);
  expect(ENTERED.length).toBeGreaterThan(6);
});
