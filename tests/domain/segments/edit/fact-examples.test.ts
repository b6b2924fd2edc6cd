import { describe, expect, it } from 'vitest';
import { FACTS } from '#app/domain/facts/catalogue.ts';
import { conditionsOf } from '#app/domain/segments/ast.ts';
import { FACT_EXAMPLES } from '#app/domain/segments/edit/fact-examples.ts';
import { parseRule } from '#app/domain/segments/parse.ts';

describe('FACT_EXAMPLES', () => {
  it.each(FACTS.map(({ name }) => name))('has an example of %s that can be read and asks for it', (name) => {
    const parsed = parseRule(FACT_EXAMPLES[name]);
    expect(parsed.ok && conditionsOf(parsed.value).map(({ fact }) => fact.name)).toEqual([name]);
  });
});
