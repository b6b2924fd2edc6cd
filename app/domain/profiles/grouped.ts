/** Items by the number of their group. */
export interface Grouped<Item> {
  /** Those of one group, in the order in which they were given; none for a group that there is not. */
  of(group: number): readonly Item[];
}

/**
 * Groups items by the number at the same place of `groups`, each below `count`. They are sorted by counting and stay in one list:
 * millions of items in many groups then cost two passes, where a list for each group would grow again and again.
 */
export function groupItems<Item>(items: readonly Item[], groups: Uint32Array, count: number): Grouped<Item> {
  const starts = new Uint32Array(count + 1);
  for (const group of groups) starts[group + 1] = at(starts, group + 1) + 1;
  for (let group = 0; group < count; group++) starts[group + 1] = at(starts, group + 1) + at(starts, group);
  const places = new Uint32Array(items.length);
  const next = starts.slice();
  groups.forEach((group, place) => {
    places[at(next, group)] = place;
    next[group] = at(next, group) + 1;
  });
  return {
    of(group) {
      const found: Item[] = [];
      for (let index = at(starts, group); index < at(starts, group + 1); index++) {
        const item = items[at(places, index)];
        if (item !== undefined) found.push(item);
      }
      return found;
    },
  };
}

const at = (numbers: Uint32Array, place: number): number => numbers[place] ?? 0;
