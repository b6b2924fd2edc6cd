import type { z } from 'zod';
import type { RequestProblem } from './failure-to-response.ts';

const MOST_PROBLEMS = 20;
const MOST_TEXT = 80;

const NOT_JSON: RequestProblem = { path: '(body)', expected: 'JSON', found: 'text that is not JSON' };

/** zod's issues as places with what was expected and what was found there. `input` is undefined for a body that is no JSON. */
export function problemsOf(error: z.ZodError, input: unknown): RequestProblem[] {
  if (input === undefined) return [NOT_JSON];
  return error.issues.slice(0, MOST_PROBLEMS).map((issue) => ({
    path: issue.path.length === 0 ? '(body)' : issue.path.map(String).join('.'),
    expected: issue.message.replace(/^Invalid input: /, ''),
    found: describeFound(valueAt(input, issue.path)),
  }));
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    input,
  );
}

/** A value in few words: texts are cut, and objects are named by their size, so that nobody's data is sent back. */
function describeFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value !== null && typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}
