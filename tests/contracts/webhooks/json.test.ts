import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWebhookJson } from '#app/contracts/webhooks/json.ts';

describe('parseWebhookJson', () => {
  it('reads integers of sixteen digits and more as text, all others as numbers', () => {
    expect(parseWebhookJson('{"id":9007199254740993,"n":900719925474099,"p":[1234567890123456789]}')).toEqual(
      {
        id: '9007199254740993',
        n: 900719925474099,
        p: ['1234567890123456789'],
      },
    );
  });

  it('leaves long digits inside texts, fractions and exponents alone', () => {
    const text =
      '{"note":"call 1234567890123456, \\"id\\":12345678901234567","f":0.12345678901234567,"e":1e20}';
    expect(parseWebhookJson(text)).toEqual(JSON.parse(text));
  });

  it('agrees with JSON.parse on everything without long integers', () => {
    const value = fc.jsonValue().filter((json) => !/\d{16}/.test(JSON.stringify(json)));
    fc.assert(
      fc.property(value, (json) => {
        expect(parseWebhookJson(`{"long":1234567890123456,"json":${JSON.stringify(json)}}`)).toEqual({
          long: '1234567890123456',
          json: JSON.parse(JSON.stringify(json).replaceAll(String.raw`\u0000`, '')),
        });
      }),
      { seed: 20261122 },
    );
  });

  it('drops the NUL character, which the database cannot hold, and keeps a written-out one', () => {
    expect(parseWebhookJson(String.raw`{"a":"x\u0000y","b":"x\\u0000y"}`)).toEqual({
      a: 'xy',
      b: String.raw`x\u0000y`,
    });
  });

  it.each(['', '{', '{"a":}', '[1,]'])('refuses "%s"', (text) => {
    expect(() => parseWebhookJson(text)).toThrow(SyntaxError);
  });
});
