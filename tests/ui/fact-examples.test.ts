import { describe, expect, it } from 'vitest';
import { FACTS } from '#app/domain/facts/catalogue.ts';
import { conditionsOf } from '#app/domain/segments/ast.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { FACT_EXAMPLES, SEGMENT_EXAMPLES } from '#app/ui/segments/fact-examples.ts';

describe('FACT_EXAMPLES', () => {
  it.each(FACTS.map(({ name }) => name))('has an example of %s that can be read and asks for it', (name) => {
    const parsed = parseRule(FACT_EXAMPLES[name]);
    expect(parsed.ok && conditionsOf(parsed.value).map(({ fact }) => fact.name)).toEqual([name]);
  });
});

describe('SEGMENT_EXAMPLES', () => {
  it.each(SEGMENT_EXAMPLES)('$id can be read', ({ rule }) => {
    expect(parseRule(rule)).toMatchObject({ ok: true });
  });
});
