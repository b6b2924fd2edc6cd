import { describe, expect, it } from 'vitest';
import { addMonths, shopDays } from '#app/domain/segments/evaluate/shop-days.ts';

const at = (text: string): number => Date.parse(text) / 1000;
const day = (text: string): number => at(`${text}T00:00:00Z`) / 86_400;

describe('shopDays', () => {
  it.each([
    ['Europe/London', '2026-03-29', '2026-03-29T00:00:00Z', 23],
    ['Europe/London', '2026-10-25', '2026-10-24T23:00:00Z', 25],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', 25],
    ['Asia/Kathmandu', '2026-11-22', '2026-11-21T18:15:00Z', 24],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z', 23],
  ])('in %s starts %s at %s and lasts %i hours', (timezone, date, start, hours) => {
    const days = shopDays(timezone);
    expect(days.startOf(day(date))).toBe(at(start));
    expect(days.startOf(day(date) + 1) - at(start)).toBe(hours * 3_600);
    expect([days.dayOf(at(start) - 1), days.dayOf(at(start))]).toEqual([day(date) - 1, day(date)]);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => shopDays('Mars/Olympus')).toThrow(RangeError);
  });
});

describe('addMonths', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2026-11-22', 120, '2036-11-22'],
    ['2026-03-30', 11, '2027-02-28'],
  ])('from %s by %i gives %s', (from, months, to) => expect(addMonths(day(from), months)).toBe(day(to)));
});
