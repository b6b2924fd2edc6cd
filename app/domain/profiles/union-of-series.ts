import type { Activity } from './profile.ts';

/** How two tellings of one thing are put together, where one may know more of it: an order that pairs them, and which of a pair stays. */
interface ToldTwice<Item> {
  order(one: Item, other: Item): number;
  join(one: Item, other: Item): Item;
}

const AS_IT_IS = { order: () => 0, join: <Item>(item: Item): Item => item };

/**
 * Both series as one, by time, then by what the items tell. An item that both hold is one thing told twice: it stays as often as
 * the side that holds it more often does. Undefined where there is nothing.
 */
export function unionOfSeries<Item extends Activity>(
  left: readonly Item[] = [],
  right: readonly Item[] = [],
  detail: (item: Item) => number | string | null = () => null,
  twice: ToldTwice<Item> = AS_IT_IS,
): readonly Item[] | undefined {
  const keyOf = (item: Item): string => JSON.stringify([item.at, detail(item)]);
  const ofLeft = Map.groupBy(left, keyOf);
  const ofRight = Map.groupBy(right, keyOf);
  const keys = new Set([...ofLeft.keys(), ...ofRight.keys()]);
  const items = [...keys].flatMap((key) => {
    const [more, less] = [ofLeft.get(key) ?? [], ofRight.get(key) ?? []]
      .map((told) => told.toSorted(twice.order))
      .sort((one, other) => other.length - one.length);
    return (more ?? []).map((item, place) => {
      const toldToo = less?.[place];
      return { key, item: toldToo === undefined ? item : twice.join(item, toldToo) };
    });
  });
  if (items.length === 0) return undefined;
  return items.sort((a, b) => a.item.at - b.item.at || (a.key < b.key ? -1 : 1)).map(({ item }) => item);
}
