import { describe, expect, it } from 'vitest';
import { intakeAlarms, type TopicHealth } from '#app/domain/quality/intake/alarms.ts';
import { usualVolume } from '#app/domain/quality/intake/usual-volume.ts';

const NOW = 1_800_000_000;
const usual = { low: 90, high: 130 };
const well: TopicHealth = {
  topic: 'orders/create',
  deliveries: 100,
  usual,
  quiet: { deliveries: 20, usual: { low: 10, high: 40 } },
  lateP99: 30,
  oldestWaitingAt: null,
};

describe('usualVolume', () => {
  it('spans the past weeks and two standard deviations of chance', () => {
    expect(usualVolume([100, 144, 121])).toEqual({ low: 80, high: 168 });
  });

  it('never goes below nothing, and is not known without a past week', () => {
    expect(usualVolume([0, 1])).toEqual({ low: 0, high: 3 });
    expect(usualVolume([])).toBeNull();
  });
});

describe('intakeAlarms', () => {
  const kindsOf = (change: Partial<TopicHealth>) =>
    intakeAlarms([{ ...well, ...change }], NOW).map(({ kind }) => kind);

  it('are none where all is as usual, or nothing is known of past weeks', () => {
    expect(kindsOf({})).toEqual([]);
    expect(kindsOf({ deliveries: 0, usual: null, quiet: { deliveries: 0, usual: null } })).toEqual([]);
  });

  it('tell of silence where these hours never were silent, and not also of few', () => {
    expect(kindsOf({ deliveries: 0, quiet: { deliveries: 0, usual: { low: 10, high: 40 } } })).toEqual([
      'silent',
    ]);
  });

  it('tell of fewer than usual, never where few are usual', () => {
    expect(kindsOf({ deliveries: 89 })).toEqual(['few']);
    expect(kindsOf({ deliveries: 0, usual: { low: 4, high: 20 } })).toEqual([]);
  });

  it('tell of what comes hours late, and first of what waits', () => {
    expect(kindsOf({ lateP99: 21_600, oldestWaitingAt: NOW - 601 })).toEqual(['waiting', 'late']);
    expect(kindsOf({ lateP99: 21_600, usual: null })).toEqual([]);
  });
});
