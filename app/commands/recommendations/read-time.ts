import { secondsOf } from '#app/domain/recommendations/history/shop-events.ts';
import { BadLine } from '../input/bad-line.ts';
import { InputProblem } from '../input/input-problem.ts';

/** ISO 8601 to seconds since 1970; a space may stand for the T, and a time without a zone is UTC. Throws BadLine. */
export function readTime(text: string, name: string): number {
  const seconds = secondsOrNull(text);
  if (seconds !== null) return seconds;
  throw new BadLine(
    `Expected "${name}" to be ISO 8601, e.g. 2026-11-22T12:00:00, found ${text === '' ? 'nothing' : 'another text'}.`,
  );
}

/** The same for an option, whose text may be shown. Throws InputProblem. */
export function readTimeOption(text: string, option: string): number {
  const seconds = secondsOrNull(text);
  if (seconds !== null) return seconds;
  throw new InputProblem(`Expected ${option} as ISO 8601, e.g. 2026-11-22T12:00:00, found "${text}".`);
}

function secondsOrNull(text: string): number | null {
  try {
    return secondsOf(text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
