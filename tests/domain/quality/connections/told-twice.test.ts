import { describe, expect, it } from 'vitest';
import { toldTwice } from '#app/domain/quality/connections/told-twice.ts';
import { valuesOfAnswers } from '#app/domain/profiles/connected.ts';

const json = (name: string, fields: readonly string[], isOn = true) => ({
  name,
  isOn,
  settings: {
    source: {
      kind: 'json' as const,
      url: 'https://crm.example.com/{{customerId}}',
      secretHeader: '',
      fields: fields.map((field) => ({ field, path: field, type: 'text' as const })),
    },
  },
});
const places = { name: 'Places', isOn: true, settings: { source: { kind: 'places' as const } } };

describe('toldTwice', () => {
  it('names the fields that more than one connection tells, and who they are', () => {
    expect(toldTwice([json('CRM', ['tier', 'region']), json('Club', ['tier', 'points']), places])).toEqual([
      { field: 'region', names: ['CRM', 'Places'] },
      { field: 'tier', names: ['CRM', 'Club'] },
    ]);
  });

  it('looks past connections that are off', () => {
    expect(toldTwice([json('CRM', ['tier']), json('Club', ['tier'], false)])).toEqual([]);
  });
});

describe('a field that two connections tell', () => {
  it('has the value of the newer answer, whichever came in first; of one second, of the later id', () => {
    const told = (at: number, value: string) => ({
      ...{ at, until: at + 100, needs: 'none' as const },
      values: { tier: value },
    });
    const [old, recent] = [told(10, 'Silver'), told(20, 'Gold')];
    expect(valuesOfAnswers({ a: recent, b: old }).tier).toMatchObject({ value: 'Gold', source: 'a' });
    expect(valuesOfAnswers({ b: old, a: recent }).tier).toMatchObject({ value: 'Gold', source: 'a' });
    expect(valuesOfAnswers({ b: told(20, 'Silver'), a: recent }).tier).toMatchObject({ source: 'b' });
  });
});
