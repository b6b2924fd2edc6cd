import { describe, expect, it } from 'vitest';
import { describeRule } from '#app/domain/segments/describe.ts';
import { parseRule } from '#app/domain/segments/parse.ts';

const described = (text: string): string => {
  const parsed = parseRule(text);
  return parsed.ok ? describeRule(parsed.value) : (parsed.failure[0]?.message ?? '');
};

describe('describeRule', () => {
  it.each([
    ['connected.flag of field "vip" = true', 'the shopper got the flag "vip"'],
    ['connected.flag of field "vip" != false', 'the shopper got the flag "vip"'],
    ['connected.flag of field "vip" = false', 'it is known that the shopper has not got the flag "vip"'],
    ['connected.flag of field "vip" IS MISSING', 'it is not known whether the shopper got the flag "vip"'],
    ['customer.email_marketing = false', 'it is known that the shopper has not agreed to e-mail marketing'],
  ])('reads %s as a sentence: Shoppers where %s.', (text, clause) => {
    expect(described(text)).toBe(`Shoppers where ${clause}.`);
  });
});
