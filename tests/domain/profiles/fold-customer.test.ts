import { describe, expect, it } from 'vitest';
import { foldCustomer } from '#app/domain/profiles/fold-customer.ts';
import { aProfile, NOW } from '../builders.ts';

describe('foldCustomer', () => {
  it('keeps attributes that the news leaves out', () => {
    const known = aProfile({ attributes: { country: 'GB', tags: ['vip'] }, attributesAt: NOW - 5 });
    expect(foldCustomer(known, { at: NOW, attributes: { country: 'FR' } })).toMatchObject({
      attributes: { country: 'FR', tags: ['vip'] },
      attributesAt: NOW,
    });
  });

  it('ignores news older than what is known', () => {
    const known = aProfile({ attributes: { country: 'GB' }, attributesAt: NOW });
    expect(foldCustomer(known, { at: NOW - 1, attributes: { country: 'FR' } })).toBe(known);
  });

  it('lets the later arrival of the same second stay', () => {
    const known = aProfile({ attributes: { country: 'GB' }, attributesAt: NOW });
    expect(foldCustomer(known, { at: NOW, attributes: { country: 'FR' } }).attributes.country).toBe('FR');
  });

  it('can make an attribute unknown again', () => {
    const known = aProfile({ attributes: { country: 'GB' }, attributesAt: NOW });
    expect(foldCustomer(known, { at: NOW, attributes: { country: null } }).attributes.country).toBeNull();
  });

  it('keeps each tag once, in a fixed order', () => {
    const { attributes } = foldCustomer(aProfile(), { at: NOW, attributes: { tags: ['b', 'a', 'b'] } });
    expect(attributes.tags).toEqual(['a', 'b']);
  });

  it('takes an attribute given as undefined for left out', () => {
    const known = aProfile({ attributes: { country: 'GB' } });
    const news = { at: NOW, attributes: { country: undefined, language: 'en' } };
    expect(foldCustomer(known, news).attributes).toMatchObject({ country: 'GB', language: 'en' });
  });
});
