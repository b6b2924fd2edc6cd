import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runAssign } from '#app/commands/experiment/assign.ts';
import vectors from '../../cases/assignment.json' with { type: 'json' };

const folder = mkdtempSync(path.join(tmpdir(), 'attune-assign-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(setup: unknown, units: readonly string[]) {
  const [experiment, ids] = [path.join(folder, 'experiment.json'), path.join(folder, 'ids.txt')];
  writeFileSync(experiment, typeof setup === 'string' ? setup : JSON.stringify(setup));
  writeFileSync(ids, units.join('\n'));
  const lines: string[] = [];
  const problems: string[] = [];
  const status = await runAssign(
    { experiment, ids },
    { line: (text) => void lines.push(text), problem: (text) => void problems.push(text) },
  );
  return { status, problems, answers: lines.map((line) => JSON.parse(line)) };
}

const arms = (more: object) => ({ id: 'e1', arms: { version: 1, salt: 'e1', ...more } });

describe('attune assign', () => {
  it.each(vectors.cases)('answers the conformance vectors: $title', async ({ setup, units }) => {
    const { status, answers } = await run(
      setup,
      units.map(({ unit }) => unit),
    );
    expect(status).toBe(0);
    expect(answers).toEqual(units.map(({ unit, assignment }) => ({ unit, ...assignment })));
  });

  it('takes shares in place of ranges', async () => {
    const { answers } = await run(arms({ shares: { control: 0.5, new: 0.5 } }), ['a', 'b']);
    const ranges = [
      ['control', 0, 5_000],
      ['new', 5_000, 10_000],
    ];
    expect(answers).toEqual((await run(arms({ ranges }), ['a', 'b'])).answers);
  });

  it('reads a file that starts with a byte order mark', async () => {
    const setup = arms({ shares: { a: 1 } });
    const { status, answers } = await run(`\ufeff${JSON.stringify(setup)}`, ['\ufeffa']);
    expect([status, answers]).toEqual([0, [{ unit: 'a', kind: 'arm', arm: 'a' }]]);
  });

  it.each([
    ['{', 'Expected one JSON object'],
    [{ id: 'e1' }, 'arms'],
    [arms({ shares: { a: 0.6, b: 0.6 } }), 'sum to at most 1'],
    [
      arms({
        ranges: [
          ['a', 0, 10],
          ['b', 5, 20],
        ],
      }),
      'do not overlap',
    ],
    [arms({ ranges: [['a', 10, 10]] }), 'ends after it starts'],
    [{ ...arms({ shares: { a: 1 } }), version: 2 }, 'version'],
  ])('refuses %j in words', async (setup, words) => {
    const { status, problems, answers } = await run(setup, ['a']);
    expect(status).toBe(1);
    expect(answers).toEqual([]);
    expect(problems.join(' ')).toContain(words);
  });
});
