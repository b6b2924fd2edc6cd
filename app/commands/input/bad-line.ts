import { InputProblem } from './input-problem.ts';

/** A line that cannot be used. The message says what was expected and what was found, without the line's own data. */
export class BadLine extends InputProblem {}

/** What a JSON value is, in a word: values themselves may be personal. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
