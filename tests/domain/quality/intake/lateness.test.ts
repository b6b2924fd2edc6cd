import { describe, expect, it } from 'vitest';
import { addLateness, LATENESS_BOUNDS, latenessWithin } from '#app/domain/quality/intake/lateness.ts';

const none = LATENESS_BOUNDS.map(() => 0);

describe('latenessWithin', () => {
  it('is the upper end of the span that holds the share', () => {
    const counts = addLateness([98, 0, 0, 0, 1, 1], none);
    expect(latenessWithin(counts, 0.5)).toBe(1);
    expect(latenessWithin(counts, 0.99)).toBe(600);
    expect(latenessWithin(counts, 1)).toBe(3_600);
  });

  it('is the last bound for what came later than it', () => {
    expect(latenessWithin([...none, 3], 0.5)).toBe(LATENESS_BOUNDS.at(-1));
  });

  it('is not known of nothing', () => {
    expect(latenessWithin(addLateness([], []), 0.99)).toBeNull();
  });
});
