import { describe, expect, it } from 'vitest';
import { applying, changesOf, restoring } from '#extensions/checkout/src/core/address.ts';

describe('changesOf', () => {
  it('names only the fields that differ, in the order of an address', () => {
    const saved = { city: 'Leeds', address1: '12 Mill Lane', zip: 'LS1 4AB', firstName: 'Ada' };
    const current = { firstName: 'Ada', city: 'York' };
    expect(changesOf(saved, current)).toEqual([
      { field: 'address1', from: '', to: '12 Mill Lane' },
      { field: 'zip', from: '', to: 'LS1 4AB' },
      { field: 'city', from: 'York', to: 'Leeds' },
    ]);
  });

  it('does not empty a field that the saved address lacks', () => {
    expect(changesOf({ company: '' }, { company: 'Mill Ltd' })).toEqual([]);
  });

  it('empties the second line of a street that is another one now', () => {
    const current = { address1: '1 High St', address2: 'Flat 3' };
    expect(changesOf({ address1: '12 Mill Lane' }, current)).toEqual([
      { field: 'address1', from: '1 High St', to: '12 Mill Lane' },
      { field: 'address2', from: 'Flat 3', to: '' },
    ]);
  });

  it('leaves the second line of the street that it is', () => {
    const current = { address1: '12 Mill Lane', address2: 'Flat 3', city: 'York' };
    expect(changesOf({ address1: '12 Mill Lane' }, current)).toEqual([]);
    expect(changesOf({ address1: '12 Mill Lane', city: 'Leeds' }, current)).toEqual([
      { field: 'city', from: 'York', to: 'Leeds' },
    ]);
  });

  it('takes a checkout without an address for an empty one', () => {
    expect(changesOf({ city: 'Leeds' }, undefined)).toEqual([{ field: 'city', from: '', to: 'Leeds' }]);
  });
});

describe('restoring', () => {
  it('undoes what applying does', () => {
    const before = { address1: '1 High St', city: 'York', zip: 'YO1', countryCode: 'GB' };
    const changes = changesOf({ address1: '12 Mill Lane', city: 'Leeds', countryCode: 'IE' }, before);
    const applied = { ...before, ...applying(changes) };
    expect(applied).toEqual({ address1: '12 Mill Lane', city: 'Leeds', zip: 'YO1', countryCode: 'IE' });
    expect({ ...applied, ...restoring(changes) }).toEqual(before);
  });

  it('empties a text that was empty, but not a code', () => {
    const changes = changesOf({ address2: 'Flat 2', provinceCode: 'ENG' }, {});
    expect(restoring(changes)).toEqual({ address2: '' });
  });
});
