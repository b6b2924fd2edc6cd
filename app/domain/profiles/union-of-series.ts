import type { Activity } from './profile.ts';

/**
 * Both series as one, by time, then by what the items tell. An item that both hold is one thing told twice: it stays as often as
 * the side that holds it more often does. Undefined where there is nothing.
 */
export function unionOfSeries<Item extends Activity>(
  left: readonly Item[] = [],
  right: readonly Item[] = [],
  detail: (item: Item) => number | string | null = () => null,
): readonly Item[] | undefined {
  const keyOf = (item: Item): string => JSON.stringify([item.at, detail(item)]);
  const ofLeft = Map.groupBy(left, keyOf);
  const ofRight = Map.groupBy(right, keyOf);
  const keys = new Set([...ofLeft.keys(), ...ofRight.keys()]);
  const items = [...keys].flatMap((key) => {
    const [told, toldToo] = [ofLeft.get(key) ?? [], ofRight.get(key) ?? []];
    return (told.length >= toldToo.length ? told : toldToo).map((item) => ({ key, item }));
  });
  if (items.length === 0) return undefined;
  return items.sort((a, b) => a.item.at - b.item.at || (a.key < b.key ? -1 : 1)).map(({ item }) => item);
}
