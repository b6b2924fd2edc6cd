import type { Answer } from './answer.ts';
import { keepingChoice } from './choices.ts';
import type { WireItem } from './contract.ts';
import type { HostAddress } from './host.ts';
import type { CheckedItem } from './prices.ts';

/** How far the buyer's tap on an item has come. */
export type Progress = 'idle' | 'working' | 'failed' | 'done' | 'undoing' | 'undo-failed';

/** An item with the decision it came from: an accepted offer outlives the answer that brought it. */
export interface Entry {
  readonly item: WireItem;
  readonly productUrl: string | null;
  readonly decisionId: string;
  readonly trackToken: string;
  /** An answer of the server, of now or an earlier one; or decided here, before the server has answered. Of a copy no exposure is counted. */
  readonly source: 'fresh' | 'copy' | 'local';
}

export interface SessionState {
  readonly phase: 'loading' | 'ready';
  readonly entries: readonly Entry[];
  readonly progress: Readonly<Record<string, Progress>>;
  /** The shipping address before a saved one was applied, by item key. */
  readonly former: Readonly<Record<string, HostAddress>>;
  readonly dismissed: readonly string[];
  /** How many units the buyer chose, by item key. */
  readonly units: Readonly<Record<string, number>>;
}

export const INITIAL_STATE: SessionState = {
  phase: 'loading',
  entries: [],
  progress: {},
  former: {},
  dismissed: [],
  units: {},
};

export function toEntries(
  answer: Pick<Answer, 'decisionId' | 'trackToken'>,
  checked: readonly CheckedItem[],
  source: Entry['source'],
): readonly Entry[] {
  const { decisionId, trackToken } = answer;
  return checked.map(({ item, productUrl }) => ({ item, productUrl, decisionId, trackToken, source }));
}

/** What the buyer has acted on keeps its place, text and decision; everything else is replaced by the new entries, a chosen variant kept. */
export function withEntries(state: SessionState, next: readonly Entry[]): SessionState {
  const kept = new Set(state.entries.filter((entry) => isPinned(state, entry)).map(keyOf));
  const before = new Map(state.entries.map((entry) => [keyOf(entry), entry.item]));
  const entries = next
    .filter((entry) => !kept.has(keyOf(entry)))
    .map((entry) => ({ ...entry, item: keepingChoice(entry.item, before.get(keyOf(entry))) }));
  state.entries.forEach((entry, index) => {
    if (kept.has(keyOf(entry))) entries.splice(Math.min(index, entries.length), 0, entry);
  });
  return { ...state, phase: 'ready', entries };
}

export function withProgress(state: SessionState, key: string, progress: Progress): SessionState {
  return { ...state, progress: { ...state.progress, [key]: progress } };
}

export function withUnits(state: SessionState, key: string, units: number): SessionState {
  return { ...state, units: { ...state.units, [key]: units } };
}

export function withDismissed(state: SessionState, keys: readonly string[]): SessionState {
  return { ...state, dismissed: [...new Set([...state.dismissed, ...keys])] };
}

export function progressOf(state: SessionState, key: string): Progress {
  return state.progress[key] ?? 'idle';
}

/** The tap has changed the cart or the address, or is about to. */
export function isPinned(state: SessionState, entry: Entry): boolean {
  return !isOpen(progressOf(state, keyOf(entry)));
}

/** No tap has changed anything, nor is about to. */
export function isOpen(progress: Progress): boolean {
  return progress === 'idle' || progress === 'failed';
}

/** The tap has changed the cart or the address, and that is not taken back. */
export function isAccepted(progress: Progress): boolean {
  return !isOpen(progress) && progress !== 'working';
}

export function keyOf(entry: Entry): string {
  return entry.item.key;
}
