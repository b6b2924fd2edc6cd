import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRule } from '#app/domain/segments/evaluate/compile.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import { exportRule } from '#app/domain/segments/shopify/export-rule.ts';
import { importQuery } from '#app/domain/segments/shopify/import-query.ts';
import { parseQuery } from '#app/domain/segments/shopify/parse-query.ts';
import { printQuery } from '#app/domain/segments/shopify/print-query.ts';
import { aContext, NOW, SEED } from '../../builders.ts';
import { stripSpans } from '../strip-spans.ts';
import { customer, exportable } from './exportable.ts';
import { holds } from './query-oracle.ts';

const numRuns = process.env['LONG'] === '1' ? 100_000 : 3_000;

const isMember = (rule: Rule, profile: Profile, context: RuleContext): boolean =>
  compileRule(rule, 'GBP')({ profile, context, now: context.now, validUntil: Infinity });

const instant = fc.integer({ min: NOW - 8 * 86_400, max: NOW + 2 * 86_400 });
const timezone = fc.constantFrom('Europe/London', 'America/New_York', 'Pacific/Auckland');
const traits = { type: '', vendor: '', collections: [] };
const findProduct: RuleContext['findProduct'] = (id) => {
  if (id.endsWith('/1')) return { ...traits, tags: ['summer'] };
  return id.endsWith('/2') ? { ...traits, tags: ['summer', "men's"] } : null;
};

describe('a rule that Shopify can say', () => {
  it('has the same verdicts when it comes back from Shopify', () => {
    fc.assert(
      fc.property(exportable, customer, instant, timezone, (rule, profile, now, zone) => {
        const exported = exportRule(rule);
        if (!exported.ok) throw new Error(JSON.stringify(exported.failure));
        const imported = importQuery(exported.value.text);
        if (!imported.ok) throw new Error(`${exported.value.text}: ${JSON.stringify(imported.failure)}`);
        const context = aContext({ now, timezone: zone, findProduct });
        expect(isMember(imported.value.rule, profile, context)).toBe(isMember(rule, profile, context));
      }),
      { numRuns, seed: SEED },
    );
  });

  it("means as a query what Shopify's documents say", () => {
    fc.assert(
      fc.property(exportable, customer, instant, timezone, (rule, profile, now, zone) => {
        const exported = exportRule(rule);
        if (!exported.ok) throw new Error(JSON.stringify(exported.failure));
        const query = parseQuery(exported.value.text);
        if (!query.ok) throw new Error(`${exported.value.text}: ${JSON.stringify(query.failure)}`);
        const context = aContext({ now, timezone: zone, findProduct });
        expect(holds(query.value, profile, context)).toBe(isMember(rule, profile, context));
      }),
      { numRuns, seed: SEED },
    );
  });

  it('prints as a query that reads back as the same tree', () => {
    fc.assert(
      fc.property(exportable, (rule) => {
        const exported = exportRule(rule);
        if (!exported.ok) throw new Error(JSON.stringify(exported.failure));
        const query = parseQuery(exported.value.text);
        if (!query.ok) throw new Error(JSON.stringify(query.failure));
        const again = parseQuery(printQuery(query.value));
        expect(again.ok && stripSpans(again.value)).toEqual(stripSpans(query.value));
      }),
      { numRuns, seed: SEED },
    );
  });
});
