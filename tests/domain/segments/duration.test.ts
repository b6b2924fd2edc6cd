import { describe, expect, it } from 'vitest';
import { formatSeconds } from '#app/domain/segments/duration.ts';

describe('formatSeconds', () => {
  it.each([
    [0, '0 seconds'],
    [1, '1 second'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [90, '1 minute 30 seconds'],
    [3_599, '59 minutes 59 seconds'],
    [3_601, '1 hour'],
    [93_784, '1 day 2 hours'],
  ])('says of %i the two largest parts, and seconds of less than an hour: %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});
