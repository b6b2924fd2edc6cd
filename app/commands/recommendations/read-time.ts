import { secondsOf } from '#app/domain/recommendations/history/shop-events.ts';
import { BadLine } from '../input/bad-line.ts';

/** ISO 8601 to seconds since 1970; a space may stand for the T, and a time without a zone is UTC. Throws BadLine. */
export function readTime(text: string, name: string): number {
  try {
    return secondsOf(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new BadLine(
      `Expected "${name}" to be ISO 8601, e.g. 2026-11-22T12:00:00, found ${text === '' ? 'nothing' : 'another text'}.`,
    );
  }
}
