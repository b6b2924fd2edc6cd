import type { Layout } from '#app/domain/segments/plan/layout.ts';

/** Words of the record at `base`. */
export function recordLength(
  words: Int32Array,
  base: number,
  { itemsAt, countsAt, strides }: Layout,
): number {
  let length = itemsAt;
  for (let place = 0; place < strides.length; place++)
    length += (words[base + countsAt + place] ?? 0) * (strides[place] ?? 1);
  return length;
}

/** Where the items of a column begin in the record at `base`. */
function columnStart(
  words: Int32Array,
  base: number,
  { itemsAt, countsAt, strides }: Layout,
  column: number,
): number {
  let start = base + itemsAt;
  for (let place = 0; place < column; place++)
    start += (words[base + countsAt + place] ?? 0) * (strides[place] ?? 1);
  return start;
}

/** Puts an item into a column by its time. The block must have room for it behind the record's `length`. */
export function insertItem(
  words: Int32Array,
  base: number,
  layout: Layout,
  length: number,
  column: number,
  time: number,
  amount: number,
): void {
  const stride = layout.strides[column] ?? 1;
  const countAt = base + layout.countsAt + column;
  const count = words[countAt] ?? 0;
  const start = columnStart(words, base, layout, column);
  let at = start + count * stride;
  while (at > start && (words[at - stride] ?? 0) > time) at -= stride;
  for (let index = base + length - 1; index >= at; index--) words[index + stride] = words[index] ?? 0;
  words[at] = time;
  if (stride === 2) words[at + 1] = amount;
  words[countAt] = count + 1;
}

/** Takes out an item of this time and amount; false when there is none. */
export function removeItem(
  words: Int32Array,
  base: number,
  layout: Layout,
  length: number,
  { column, time, amount }: { readonly column: number; readonly time: number; readonly amount: number },
): boolean {
  const stride = layout.strides[column] ?? 1;
  const countAt = base + layout.countsAt + column;
  const count = words[countAt] ?? 0;
  const start = columnStart(words, base, layout, column);
  for (let at = start; at < start + count * stride; at += stride) {
    if (words[at] !== time || (stride === 2 && words[at + 1] !== amount)) continue;
    words.copyWithin(at, at + stride, base + length);
    words[countAt] = count - 1;
    return true;
  }
  return false;
}
