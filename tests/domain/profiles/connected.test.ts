import { expect, it } from 'vitest';
import { TIER_SOURCE, valuesOfAnswers, type ConnectedAnswer } from '#app/domain/profiles/connected.ts';

const told = (at: number, values: ConnectedAnswer['values']): ConnectedAnswer => ({
  at,
  until: at + 100,
  needs: 'none',
  values,
});
const tierOf = (answers: Record<string, ConnectedAnswer>) => valuesOfAnswers(answers)['loyalty_tier'];

it('a tier that Shopify’s own metafield tells goes before what a connection told later', () => {
  const metafield = told(1, { loyalty_tier: 'Gold' });
  const crm = told(9, { loyalty_tier: 'Silver', points: 3 });
  for (const name of ['crm', 'zebra']) {
    const answers = { [name]: crm, [TIER_SOURCE]: metafield };
    expect(tierOf(answers)).toMatchObject({ value: 'Gold', at: 1, source: TIER_SOURCE });
    expect(valuesOfAnswers(answers)['points']?.value).toBe(3);
  }
});

it('a customer without that metafield has the tier that a connection told, the newest', () => {
  const answers = {
    [TIER_SOURCE]: told(9, {}),
    crm: told(5, { loyalty_tier: 'Silver' }),
    club: told(6, { loyalty_tier: 'Bronze' }),
  };
  expect(tierOf(answers)).toMatchObject({ value: 'Bronze', source: 'club' });
});
