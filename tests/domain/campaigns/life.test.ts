import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actionsAt,
  stateAt,
  statusAfter,
  statusesFrom,
  TRANSITIONS,
  type CampaignAction,
  type CampaignStatus,
} from '#app/domain/campaigns/life.ts';
import { ALWAYS, isOpenAt } from '#app/domain/campaigns/schedule.ts';

const ACTIONS: readonly CampaignAction[] = ['start', 'pause', 'resume', 'end'];
const OPEN_100_TO_200 = { from: 100, until: 200 };
const at = (status: CampaignStatus, now: number) => stateAt({ status, schedule: OPEN_100_TO_200 }, now);

const second = fc.option(fc.integer({ min: 0, max: 300 }));
const schedule = fc
  .record({ from: second, until: second })
  .filter(({ from, until }) => from === null || until === null || from < until);
const status = fc.constantFrom<CampaignStatus>('draft', 'running', 'paused', 'ended');

describe('stateAt', () => {
  it('is scheduled, running and ended by the clock alone, to the second', () => {
    expect([99, 100, 199, 200].map((now) => at('running', now))).toEqual([
      'scheduled',
      'running',
      'running',
      'ended',
    ]);
  });

  it('ends a paused campaign with its schedule, and a draft never', () => {
    expect([at('paused', 199), at('paused', 200), at('draft', 200)]).toEqual(['paused', 'ended', 'draft']);
  });

  it('is running exactly where the status is and the schedule is open', () => {
    fc.assert(
      fc.property(status, schedule, fc.integer({ min: 0, max: 300 }), (chosen, span, now) => {
        const isRunning = stateAt({ status: chosen, schedule: span }, now) === 'running';
        expect(isRunning).toBe(chosen === 'running' && isOpenAt(span, now));
      }),
    );
  });
});

describe('statusAfter', () => {
  it('walks a life from draft to end', () => {
    const walk = (from: CampaignStatus, action: CampaignAction) =>
      statusAfter({ status: from, schedule: ALWAYS }, action, 0);
    expect(walk('draft', 'start')).toBe('running');
    expect(walk('running', 'pause')).toBe('paused');
    expect(walk('paused', 'resume')).toBe('running');
    expect(walk('running', 'end')).toBe('ended');
    expect(walk('paused', 'end')).toBe('ended');
  });

  it('has no other step', () => {
    const steps = (['draft', 'running', 'paused', 'ended'] as const).map((from) =>
      actionsAt({ status: from, schedule: ALWAYS }, 0).join(' '),
    );
    expect(steps).toEqual(['start', 'pause end', 'resume end', '']);
  });

  it('starts nothing whose schedule is over', () => {
    expect(statusAfter({ status: 'draft', schedule: OPEN_100_TO_200 }, 'start', 200)).toBeNull();
    expect(statusAfter({ status: 'draft', schedule: OPEN_100_TO_200 }, 'start', 199)).toBe('running');
  });

  it('follows the table from any life, and never leaves an end', () => {
    const steps = fc.array(fc.record({ action: fc.constantFrom(...ACTIONS), wait: fc.nat(80) }));
    fc.assert(
      fc.property(status, schedule, steps, (first, span, walk) => {
        let [current, now] = [first, 0];
        for (const { action, wait } of walk) {
          now += wait;
          const state = stateAt({ status: current, schedule: span }, now);
          const next = statusAfter({ status: current, schedule: span }, action, now);
          if (TRANSITIONS[state][action] === undefined) expect(next).toBeNull();
          if (state === 'ended') expect(next).toBeNull();
          if (next === null) continue;
          expect(statusesFrom(current)).toContain(next);
          current = next;
        }
      }),
    );
  });
});
