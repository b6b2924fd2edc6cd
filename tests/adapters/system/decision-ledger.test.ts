import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDecisionLedger } from '#app/adapters/system/decision-ledger.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { LedgerEntry } from '#app/ports/ledger.ts';

const entry = (decisionId: string): LedgerEntry => ({
  decisionId,
  shopId: 1 as ShopId,
  shopperId: null,
  checkoutToken: null,
  decidedAtMs: 0,
  channel: 'checkout',
  placements: [],
  items: [],
  refusals: [],
  basis: {
    modelVersion: 0,
    configVersion: 1,
    catalogVersion: 1,
    profileUpdatedAt: null,
    segmentIds: [],
    codeVersion: '0',
  },
  failure: null,
  durationMicros: 1,
});

/** A database that can be away, and that refuses one decision for its data. */
function aDatabase() {
  const state = { isAway: false, poison: '', writes: [] as string[][] };
  const write = async (entries: readonly LedgerEntry[]): Promise<void> => {
    if (state.isAway) throw Object.assign(new Error('connection lost'), { code: 'ECONNREFUSED' });
    const ids = entries.map(({ decisionId }) => decisionId);
    if (ids.includes(state.poison)) throw Object.assign(new Error('bad text'), { code: '22P05' });
    state.writes.push(ids);
  };
  return { state, write };
}

const ledgerOn = (write: (entries: readonly LedgerEntry[]) => Promise<void>, capacity = 1_000) =>
  createDecisionLedger({
    pack: (entry) => entry,
    write,
    log: silentLog,
    everyMs: 50,
    batch: 3,
    capacity,
    retryMs: 1_000,
  });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('createDecisionLedger', () => {
  it('writes after 50 ms what came in, in one batch', async () => {
    const { state, write } = aDatabase();
    const ledger = ledgerOn(write);
    ledger.append(entry('a'));
    ledger.append(entry('b'));
    await vi.advanceTimersByTimeAsync(49);
    expect(state.writes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(state.writes).toEqual([['a', 'b']]);
    expect(ledger.state()).toEqual({ waiting: 0, written: 2, dropped: 0 });
  });

  it('writes a full batch at once', async () => {
    const { state, write } = aDatabase();
    const ledger = ledgerOn(write);
    for (const id of ['a', 'b', 'c']) ledger.append(entry(id));
    await vi.advanceTimersByTimeAsync(0);
    expect(state.writes).toEqual([['a', 'b', 'c']]);
  });

  it('keeps entries while the database is away and writes them in order when it is back', async () => {
    const { state, write } = aDatabase();
    const ledger = ledgerOn(write);
    state.isAway = true;
    ledger.append(entry('a'));
    await vi.advanceTimersByTimeAsync(60);
    ledger.append(entry('b'));
    state.isAway = false;
    await vi.advanceTimersByTimeAsync(1_100);
    expect(state.writes.flat()).toEqual(['a', 'b']);
    expect(ledger.state()).toEqual({ waiting: 0, written: 2, dropped: 0 });
  });

  it('drops the oldest and counts them when the buffer is full', async () => {
    const { state, write } = aDatabase();
    const ledger = ledgerOn(write, 4);
    state.isAway = true;
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) ledger.append(entry(id));
    await vi.advanceTimersByTimeAsync(10);
    expect(ledger.state()).toMatchObject({ waiting: 4, dropped: 2 });
    state.isAway = false;
    await ledger.close();
    expect(state.writes.flat()).toEqual(['c', 'd', 'e', 'f']);
  });

  it('leaves out the one entry whose data the database refuses', async () => {
    const { state, write } = aDatabase();
    const ledger = ledgerOn(write);
    state.poison = 'b';
    for (const id of ['a', 'b', 'c']) ledger.append(entry(id));
    await ledger.flush();
    expect(state.writes.flat()).toEqual(['a', 'c']);
    expect(ledger.state()).toEqual({ waiting: 0, written: 2, dropped: 1 });
  });

  it('writes what waits when it is closed', async () => {
    const { state, write } = aDatabase();
    const ledger = ledgerOn(write);
    ledger.append(entry('a'));
    await ledger.close();
    expect(state.writes).toEqual([['a']]);
  });
});
