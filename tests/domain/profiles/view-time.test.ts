import { describe, expect, it } from 'vitest';
import { LONGEST_VIEW_SECONDS, secondsOfView } from '#app/domain/profiles/view-time.ts';

describe('secondsOfView', () => {
  it.each([
    [0, 0],
    [999, 0],
    [1_000, 1],
    [42_999, 42],
    [599_999, 599],
    [600_000, LONGEST_VIEW_SECONDS],
    [1_800_000, LONGEST_VIEW_SECONDS],
  ])('of %i ms is %i', (openMs, seconds) => {
    expect(secondsOfView(openMs)).toBe(seconds);
  });
});
