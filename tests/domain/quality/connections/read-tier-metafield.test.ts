import { describe, expect, it } from 'vitest';
import { readTierMetafield } from '#app/domain/quality/connections/read-tier-metafield.ts';

const read = (type: string, value: string, path?: string) => readTierMetafield({ type, value }, path);
const tier = (name: string) => ({ values: { loyalty_tier: name }, claims: {}, unfit: [] });
const NONE = { values: {}, claims: {}, unfit: [] };
const UNFIT = { values: {}, claims: {}, unfit: ['loyalty_tier'] };

/** As Rivo writes it: developer-docs.rivo.io/docs/customer-level-object. */
const RIVO = '{"points_balance":100,"credits_balance":"18.25","vip_tier":"Gold","status":"member"}';

describe('a metafield that holds a tier', () => {
  it.each([
    ['single_line_text_field', ' Gold ', 'Gold'],
    ['multi_line_text_field', 'Gold\n', 'Gold'],
    ['string', 'Gold', 'Gold'],
    ['number_integer', '3', '3'],
    ['list.single_line_text_field', '["Gold","Friend"]', 'Gold'],
    ['json', '"Gold"', 'Gold'],
    ['json', '3', '3'],
  ])('of type %s and the value %j tells %j', (type, value, name) => {
    expect(read(type, value)).toEqual(tier(name));
  });

  it('of JSON tells the member that is named, however deep, also where the JSON is written as text', () => {
    expect(read('json', RIVO, 'vip_tier')).toEqual(tier('Gold'));
    expect(read('json', '{"member":{"tier":{"level":2}}}', 'member.tier.level')).toEqual(tier('2'));
    expect(read('single_line_text_field', RIVO, 'vip_tier')).toEqual(tier('Gold'));
  });
});

describe('a metafield of a customer without a tier', () => {
  it.each([
    ['single_line_text_field', '', undefined],
    // Smile.io writes one dash: help.smile.io/en/articles/9834432.
    ['single_line_text_field', '-', undefined],
    ['list.single_line_text_field', '[]', undefined],
    ['json', RIVO, 'vip_level'],
    ['json', '{"vip_tier":null}', 'vip_tier'],
  ])('of type %s and the value %j tells none', (type, value, path) => {
    expect(read(type, value, path)).toEqual(NONE);
  });
});

describe('a metafield that holds something else', () => {
  it.each([
    ['metaobject_reference', 'gid://shopify/Metaobject/1', undefined],
    ['list.product_reference', '["gid://shopify/Product/1"]', undefined],
    ['json', RIVO, undefined],
    ['json', 'no JSON', undefined],
    ['json', 'null', undefined],
    ['json', '{"vip_tier":{"name":"Gold"}}', 'vip_tier'],
    ['json', '{"vip_tier":true}', 'vip_tier'],
    ['single_line_text_field', 'Gold', 'vip_tier'],
    ['list.single_line_text_field', '[{"name":"Gold"}]', undefined],
    ['single_line_text_field', 'G'.repeat(201), undefined],
  ])('of type %s and the value %j is unfit', (type, value, path) => {
    expect(read(type, value, path)).toEqual(UNFIT);
  });
});
