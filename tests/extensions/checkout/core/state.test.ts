import { describe, expect, it } from 'vitest';
import type { Entry, SessionState } from '#extensions/checkout/src/core/state.ts';
import {
  INITIAL_STATE,
  progressOf,
  withDismissed,
  withEntries,
  withProgress,
} from '#extensions/checkout/src/core/state.ts';
import { OFFER, SECOND_OFFER } from '#tests/extensions/support/answers.ts';

const THIRD_OFFER = { ...OFFER, key: 'c1:9', title: 'Teapot' };

const entryOf = (item: typeof OFFER, decisionId = 'd1'): Entry => ({
  item,
  productUrl: null,
  decisionId,
  trackToken: `track-${decisionId}`,
  source: 'fresh',
});

const showing = (...items: (typeof OFFER)[]): SessionState =>
  withEntries(
    INITIAL_STATE,
    items.map((item) => entryOf(item)),
  );

describe('withEntries', () => {
  it('replaces what the buyer has not touched', () => {
    const state = withEntries(showing(OFFER), [entryOf(SECOND_OFFER, 'd2')]);
    expect(state.entries.map(({ item }) => item.key)).toEqual(['c1:8']);
    expect(state.phase).toBe('ready');
  });

  it('keeps an accepted offer in its place, with the decision it came from', () => {
    const accepted = withProgress(showing(OFFER, SECOND_OFFER), 'c1:8', 'done');
    const state = withEntries(accepted, [entryOf(THIRD_OFFER, 'd2')]);
    expect(state.entries.map(({ item, decisionId }) => [item.key, decisionId])).toEqual([
      ['c1:9', 'd2'],
      ['c1:8', 'd1'],
    ]);
  });

  it('does not show an accepted offer twice when the new answer has it too', () => {
    const accepted = withProgress(showing(OFFER), 'c1:7', 'done');
    const state = withEntries(accepted, [entryOf(OFFER, 'd2'), entryOf(SECOND_OFFER, 'd2')]);
    expect(state.entries.map(({ item }) => item.key)).toEqual(['c1:7', 'c1:8']);
    expect(state.entries[0]?.decisionId).toBe('d1');
  });

  it('lets a failed offer go', () => {
    const failed = withProgress(showing(OFFER), 'c1:7', 'failed');
    expect(withEntries(failed, []).entries).toEqual([]);
  });
});

describe('progressOf', () => {
  it('is idle for an item never touched', () => {
    expect(progressOf(INITIAL_STATE, 'c1:7')).toBe('idle');
  });
});

describe('withDismissed', () => {
  it('remembers each key once', () => {
    const state = withDismissed(withDismissed(INITIAL_STATE, ['c1:7']), ['c1:7', 'c1:8']);
    expect(state.dismissed).toEqual(['c1:7', 'c1:8']);
  });
});
