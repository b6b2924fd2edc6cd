import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemsOf } from '#app/http/request-problems.ts';

const schema = z.object({ v: z.literal(1), lines: z.array(z.object({ quantity: z.number() })) });
const problems = (input: unknown) => {
  const parsed = schema.safeParse(input);
  return parsed.success ? [] : problemsOf(parsed.error, input);
};

describe('problemsOf', () => {
  it('names the place, and tells a wrong value from a missing one', () => {
    expect(problems({ v: 1, lines: [{ quantity: 'two' }, {}] })).toMatchObject([
      { path: 'lines.0.quantity', found: '"two"' },
      { path: 'lines.1.quantity', found: 'nothing' },
    ]);
  });

  it('says that a body is no JSON', () => {
    expect(problems(undefined)).toEqual([
      { path: '(body)', expected: 'JSON', found: 'text that is not JSON' },
    ]);
  });

  it('cuts long texts and shows no object, so that nobody’s data is sent back', () => {
    const [first, second] = problems({ v: 'x'.repeat(500), lines: { email: 'a@example.com' } });
    expect(first?.found.length).toBeLessThan(100);
    expect(second?.found).toBe('an object');
  });
});
