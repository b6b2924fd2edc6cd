import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FACTS } from '#app/domain/facts/catalogue.ts';
import { describeRule } from '#app/domain/segments/describe.ts';
import { LIMITS } from '#app/domain/segments/limits.ts';
import { parseRule } from '#app/domain/segments/parse.ts';

const readme = readFileSync(new URL('../../../app/domain/segments/README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```rule\n([\s\S]*?)\n```\s*> (.*)/g)].map(([, rule, sentence]) => [
  rule ?? '',
  sentence ?? '',
]);

describe('the reference of the language', () => {
  it.each(examples)('holds the example %j, which reads as it says', (rule, sentence) => {
    const result = parseRule(rule);
    expect(result.ok ? describeRule(result.value) : result.failure).toBe(sentence);
  });

  it('holds examples', () => expect(examples.length).toBeGreaterThanOrEqual(8));

  it('names every fact with its type', () => {
    const rows = readme.replace(/ +/g, ' ');
    for (const { name, type } of FACTS) expect(rows).toContain(`| \`${name}\` | ${type} |`);
  });

  it('states every limit', () => {
    for (const limit of Object.values(LIMITS)) expect(readme).toContain(limit.toLocaleString('en-GB'));
  });
});
