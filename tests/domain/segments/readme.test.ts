import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FACTS, type Fact } from '#app/domain/facts/catalogue.ts';
import { QUESTIONS } from '#app/domain/segments/check.ts';
import { KEYWORDS } from '#app/domain/segments/cursor.ts';
import { describeRule } from '#app/domain/segments/describe.ts';
import { LIMITS } from '#app/domain/segments/limits.ts';
import { parseRule } from '#app/domain/segments/parse.ts';

const readme = readFileSync(new URL('../../../app/domain/segments/README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```rule\n([\s\S]*?)\n```\s*> (.*)/g)].map(([, rule, sentence]) => [
  rule ?? '',
  sentence ?? '',
]);

/** The rows of the first table after a heading. */
function tableAfter(heading: string): readonly (readonly string[])[] {
  const lines = readme.slice(readme.indexOf(`\n${heading}\n`)).split('\n');
  const start = lines.findIndex((line) => line.startsWith('| ---'));
  const rows = lines.slice(start + 1);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** How the table of questions writes those that are no signs. */
const WORDS: Readonly<Record<string, string>> = {
  between: 'BETWEEN',
  presence: 'IS SET',
  in: 'IN',
  contains: 'CONTAINS',
  affix: 'STARTS WITH',
  recent: 'within',
};

describe('the reference of the language', () => {
  it.each(examples)('holds the example %j, which reads as it says', (rule, sentence) => {
    const result = parseRule(rule);
    expect(result.ok ? describeRule(result.value) : result.failure).toBe(sentence);
  });

  it('holds examples', () => expect(examples.length).toBeGreaterThanOrEqual(8));

  it('tells of every fact, and of no other: its type, by what it is narrowed, where it is kept, whether it can be missing', () => {
    const told = tableAfter('## Facts').map(([name, type, of, kept, missing]) => ({
      ...{ name, type, of, kept },
      isNeverMissing: missing === 'never',
    }));
    const known = FACTS.map((fact: Fact) => ({
      ...{ name: `\`${fact.name}\``, type: fact.type },
      of: fact.dimensions === undefined ? '' : fact.dimensions[0],
      kept: fact.source === 'profile' ? '' : fact.source,
      isNeverMissing: fact.description.endsWith('Never missing.'),
    }));
    expect(told).toEqual(known);
  });

  it('tells which questions each type of fact answers', () => {
    const word = (question: string) => WORDS[question] ?? question;
    const told = tableAfter('## Questions').map(([type, questions = '']) => [
      type,
      questions.split(/[` ]{2,}/).map((each) => each.replaceAll('`', '')),
    ]);
    expect(told).toEqual(Object.entries(QUESTIONS).map(([type, asked]) => [type, asked.map(word)]));
  });

  it('has every keyword in its grammar, and no other', () => {
    const grammar = /## Grammar\s+```\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const written = new Set(grammar.match(/\b[A-Za-z]+\b/g));
    for (const keyword of KEYWORDS)
      expect([keyword, written.has(keyword) || written.has(keyword.toLowerCase())]).toEqual([keyword, true]);
    for (const capitals of grammar.match(/\b[A-Z]{2,}\b/g) ?? []) expect(KEYWORDS).toContain(capitals);
  });

  it('states every limit', () => {
    for (const limit of Object.values(LIMITS)) expect(readme).toContain(limit.toLocaleString('en-GB'));
  });
});
