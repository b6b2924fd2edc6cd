import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldMapping } from '#app/domain/quality/connections/connection.ts';
import { contradiction, readFields } from '#app/domain/quality/connections/read-fields.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { SEED } from '../../builders.ts';

const MAPPINGS: readonly FieldMapping[] = [
  { field: 'points', path: 'balance.points', type: 'number' },
  { field: 'level', path: 'member.level', type: 'text' },
  { field: 'newsletter', path: 'member.newsletter', type: 'flag' },
  { field: 'country', path: 'member.country', type: 'text', mustMatch: 'country' },
];

describe('readFields', () => {
  it('takes values by their path, and what they claim of the customer', () => {
    const answer = {
      balance: { points: 120, secret: 1 },
      member: { level: 'Gold', newsletter: false, country: 'GB' },
    };
    expect(readFields(answer, MAPPINGS)).toEqual({
      values: { points: 120, level: 'Gold', newsletter: false, country: 'GB' },
      claims: { country: 'GB' },
      unfit: [],
    });
  });

  it('leaves out what is missing or null', () => {
    expect(readFields({ balance: null, member: { level: null } }, MAPPINGS)).toEqual({
      values: {},
      claims: {},
      unfit: [],
    });
  });

  it('never turns one type into another: it names the field', () => {
    const answer = {
      balance: { points: '120' },
      member: { level: 3, newsletter: 'yes', country: 'x'.repeat(201) },
    };
    expect(readFields(answer, MAPPINGS)).toEqual({
      values: {},
      claims: {},
      unfit: ['points', 'level', 'newsletter', 'country'],
    });
  });

  it('finds nothing that an object only inherits', () => {
    const mapping: FieldMapping = { field: 'name', path: 'constructor.name', type: 'text' };
    expect(readFields({}, [mapping]).values).toEqual({});
  });

  it('reads any JSON without throwing, and gives nothing but the fields asked for', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (answer) => {
        const fields = MAPPINGS.map(({ field }) => field);
        for (const field of Object.keys(readFields(answer, MAPPINGS).values)) expect(fields).toContain(field);
      }),
      { seed: SEED, numRuns: propertyRuns(300) },
    );
  });
});

describe('contradiction', () => {
  it('is found where the shop knows better', () => {
    expect(contradiction({ country: 'FR' }, { country: 'GB', language: null })).toBe('country');
    expect(contradiction({ language: 'de' }, { country: 'GB', language: 'en-GB' })).toBe('language');
  });

  it('is none where codes differ in case or in the region of a language, or nothing is known', () => {
    expect(contradiction({ country: 'gb' }, { country: 'GB', language: null })).toBeNull();
    expect(contradiction({ language: 'en_US' }, { country: null, language: 'en-GB' })).toBeNull();
    expect(contradiction({ country: 'FR' }, { country: null, language: null })).toBeNull();
    expect(contradiction({}, { country: 'GB', language: 'en' })).toBeNull();
  });
});
