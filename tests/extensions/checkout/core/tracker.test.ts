import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventsRequest } from '#app/contracts/checkout-decision.ts';
import type { Client } from '#extensions/checkout/src/core/client.ts';
import type { Host } from '#extensions/checkout/src/core/host.ts';
import type { Entry } from '#extensions/checkout/src/core/state.ts';
import { createTracker } from '#extensions/checkout/src/core/tracker.ts';
import { OFFER } from '#tests/extensions/support/answers.ts';

type Report = Parameters<Client['report']>[0];

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-22T12:00:00Z') }));
afterEach(() => void vi.useRealTimers());

describe('the tracker', () => {
  it('sends what happens within a moment in one report', async () => {
    const { tracker, reports } = setUp();
    tracker.exposed(entry('c1:1'));
    tracker.track('acceptance', entry('c1:1'));
    await vi.advanceTimersByTimeAsync(199);
    expect(reports).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(reports.map(summary)).toEqual([['track-d1', 'exposure c1:1', 'acceptance c1:1']]);
    expect(reports[0]?.events[0]?.at).toBe('2026-11-22T12:00:00.000Z');
  });

  it('keeps events of different decisions apart', async () => {
    const { tracker, reports } = setUp();
    tracker.track('undo', entry('c1:1', 'd1'));
    tracker.track('undo', entry('c1:1', 'd2'));
    await vi.advanceTimersByTimeAsync(200);
    expect(reports.map(summary)).toEqual([
      ['track-d1', 'undo c1:1'],
      ['track-d2', 'undo c1:1'],
    ]);
  });

  it('keeps each report within the contract', async () => {
    const { tracker, reports } = setUp();
    for (let number = 0; number < 120; number += 1) tracker.exposed(entry(`c1:${number}`));
    await vi.advanceTimersByTimeAsync(200);
    expect(reports.map(({ events }) => events.length)).toEqual([50, 50, 20]);
    for (const report of reports) eventsRequest.parse(report);
  });

  it('never counts a cached copy', async () => {
    const { tracker, reports } = setUp();
    tracker.exposed({ ...entry('c1:1'), source: 'copy' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(reports).toEqual([]);
  });

  it('keeps failures until the server has been reached, then tells how many of each kind', async () => {
    const { tracker, reports } = setUp();
    tracker.failed('down');
    tracker.failed('down');
    tracker.failed('timeout');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reports).toEqual([]);
    tracker.reached('track-d1');
    await vi.advanceTimersByTimeAsync(200);
    const failures = [
      { kind: 'down', count: 2 },
      { kind: 'timeout', count: 1 },
    ];
    expect(reports).toEqual([{ v: 1, trackToken: 'track-d1', events: [], failures }]);
    eventsRequest.parse(reports[0]);
  });

  it('tells each failure once, along with an event where there is one', async () => {
    const { tracker, reports } = setUp();
    tracker.reached('track-d1');
    tracker.track('undo', entry('c1:1'));
    tracker.failed('cart-refused');
    await vi.advanceTimersByTimeAsync(200);
    tracker.track('undo', entry('c1:2'));
    await vi.advanceTimersByTimeAsync(200);
    expect(reports.map(summary)).toEqual([
      ['track-d1', 'undo c1:1'],
      ['track-d1', 'undo c1:2'],
    ]);
    expect(reports.map(({ failures }) => failures)).toEqual([
      [{ kind: 'cart-refused', count: 1 }],
      undefined,
    ]);
  });

  it('counts at most a hundred of a kind in one report', async () => {
    const { tracker, reports } = setUp();
    for (let time = 0; time < 150; time += 1) tracker.failed('down');
    tracker.reached('track-d1');
    await vi.advanceTimersByTimeAsync(200);
    expect(reports[0]?.failures).toEqual([{ kind: 'down', count: 100 }]);
    eventsRequest.parse(reports[0]);
  });
});

function entry(key: string, decisionId = 'd1'): Entry {
  return {
    item: { ...OFFER, key },
    productUrl: null,
    decisionId,
    trackToken: `track-${decisionId}`,
    source: 'fresh',
  };
}

function summary({ trackToken, events }: Report): string[] {
  return [trackToken, ...events.map(({ kind, itemKey }) => `${kind} ${itemKey}`)];
}

function setUp() {
  const reports: Report[] = [];
  const client: Client = {
    decide: () => ({ reply: Promise.resolve({ body: null }), cancel: () => undefined }),
    report: async (report) => void reports.push(report),
  };
  const host: Pick<Host, 'extension'> = { extension: { target: 'purchase.checkout.block.render' } };
  return { reports, tracker: createTracker(host as Host, client) };
}
