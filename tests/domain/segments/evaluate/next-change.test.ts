import { describe, expect, it } from 'vitest';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { exactVerdict } from '#app/domain/segments/evaluate/next-change.ts';
import { aContext, aProfile, aPurchase, NOW } from '../../builders.ts';

const DAY = 86_400;

function nextOf(rule: string, profile = aProfile(), timezone = 'UTC') {
  const compiled = compileSegment({ id: 's', name: 'S', rule }, 'GBP');
  if (!compiled.ok) throw new Error(compiled.failure[0]?.message);
  return exactVerdict(compiled.value, profile, aContext({ timezone }));
}

describe('the exact next change', () => {
  it('passes over conditions that turn without turning the rule', () => {
    const bought = aProfile({ purchases: [aPurchase({ at: NOW - DAY })] });
    expect(nextOf('purchases.last within 2 days OR purchases.last within 9 days', bought)).toEqual({
      isMember: true,
      nextChangeAt: NOW + 8 * DAY,
    });
  });

  it.each([
    ['time.hour >= 0', true],
    ['time.hour = 24', false],
    ['time.weekday IS MISSING', false],
    ['time.hour = 3 AND time.hour = 4', false],
    ['time.weekday = "Monday" OR time.weekday != "Monday"', true],
    ['time.hour < 12 AND purchases.count > 5', false],
  ])('of %s never comes, and the search for it ends', (rule, isMember) => {
    expect(nextOf(rule)).toEqual({ isMember, nextChangeAt: null });
  });

  // NOW is Sunday, 2026-11-22T12:00:00Z.
  it.each([
    ['time.hour = 3', 'UTC', 15 * 3_600],
    ['time.hour = 18', 'Asia/Kathmandu', 15 * 60],
    ['time.hour = 3 AND time.weekday = "Sunday"', 'UTC', 6 * DAY + 15 * 3_600],
    ['time.hour = 9 AND time.now since "2027-02-01"', 'UTC', 71 * DAY - 3 * 3_600],
  ])('of %s in %s is found on the clock', (rule, timezone, after) => {
    expect(nextOf(rule, aProfile(), timezone)).toEqual({ isMember: false, nextChangeAt: NOW + after });
  });
});
