import type { ActivityRecord } from './activity-record.ts';
import type { CartChangeFact } from './profile.ts';

/** What happened in one cart, in order. */
export type CartStory = readonly ActivityRecord[];

/**
 * What happened in each cart, in order: by time, within a second a change before an emptying and that before a checkout (as the
 * kinds are spelled), then by key.
 */
export function cartStories(records: readonly ActivityRecord[]): readonly CartStory[] {
  const inCarts = records.filter(({ kind }) => kind !== 'view' && kind !== 'search');
  const stories = Map.groupBy(inCarts, ({ cartToken }) => cartToken);
  return [...stories.values()].map((story) => story.toSorted(inOrder));
}

/**
 * Every change that left something in a cart, with what the cart gained since the record before it: an emptied cart, one that
 * was checked out and one that is new hold nothing. Where the value is not known before or after, the gain is 0.
 */
export function cartChangesOf(stories: readonly CartStory[]): readonly CartChangeFact[] {
  const changes = stories.flatMap((story) =>
    story.flatMap((record, index) => {
      if (record.kind !== 'cart') return [];
      const [before, after] = [valueAfter(story[index - 1]), valueAfter(record)];
      return [{ at: record.at, changeMinor: before === null || after === null ? 0 : after - before }];
    }),
  );
  return changes.sort((a, b) => a.at - b.at || a.changeMinor - b.changeMinor);
}

function valueAfter(record: ActivityRecord | undefined): number | null {
  return record?.kind === 'cart' ? record.valueMinor : 0;
}

function inOrder(a: ActivityRecord, b: ActivityRecord): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}
