import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toInstant } from '#app/domain/kernel/instant.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { aCart, aContext, aProfile, aPurchase } from '../builders.ts';

interface Case {
  title: string;
  rule: string;
  purchases?: [at: string, netMinor: number][];
  carts?: string[];
  tags?: string[];
  country?: string;
  verdicts: { now: string; isMember: boolean; validUntil: string | null }[];
}

const file: { version: number; currency: string; cases: Case[] } = JSON.parse(
  readFileSync(new URL('../../cases/segments.json', import.meta.url), 'utf8'),
);

/** Behaviour as data: any later back end of the language must give the same. */
describe('the cases of the language', () => {
  for (const { title, rule, purchases = [], carts = [], tags = [], country, verdicts } of file.cases)
    it(title, () => {
      const segment = compileSegment({ id: 's', name: 'S', rule }, file.currency);
      const profile = aProfile({
        attributes: { tags, country: country ?? null },
        purchases: purchases.map(([at, netMinor]) => aPurchase({ at: toInstant(at), netMinor })),
        openCarts: carts.map((at, index) => aCart(String(index), toInstant(at))),
      });
      for (const { now, isMember, validUntil } of verdicts)
        expect(segment.ok && segment.value.evaluate(profile, aContext({ now: toInstant(now) }))).toEqual({
          isMember,
          validUntil: validUntil === null ? null : toInstant(validUntil),
        });
    });
});
