import type { Instant } from '../kernel/instant.ts';

/** Two ids turned out to be one person, who goes on as `to`. */
export interface Merge {
  readonly from: string;
  readonly to: string;
  readonly at: Instant;
}

/**
 * Which id each person goes by after these merges, in whatever order they come. An id that was merged stands for its survivor,
 * so merging it again moves the whole person; a merge of a person with itself changes nothing.
 */
export function joinIdentities(merges: readonly Merge[]): (id: string) => string {
  const survivors = new Map<string, string>();
  const personOf = (id: string): string => {
    let person = id;
    for (let next = survivors.get(person); next !== undefined; next = survivors.get(person)) person = next;
    // Long chains are walked once: everyone on the way now points at the end.
    for (let each = id; each !== person;) {
      const next = survivors.get(each) ?? person;
      survivors.set(each, person);
      each = next;
    }
    return person;
  };
  for (const { from, to } of inOrder(merges)) {
    const [gone, kept] = [personOf(from), personOf(to)];
    if (gone !== kept) survivors.set(gone, kept);
  }
  return personOf;
}

/** By time; a fixed order within a second. */
function inOrder(merges: readonly Merge[]): readonly Merge[] {
  const key = ({ from, to }: Merge) => JSON.stringify([from, to]);
  return [...merges].sort((a, b) => a.at - b.at || (key(a) < key(b) ? -1 : 1));
}
