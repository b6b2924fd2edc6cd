/** Stands where JSON has no word for what was there. */
const SET = '$set';
const MAP = '$map';

/**
 * Data of maps, sets, lists and objects as what JSON can hold; `fromPlain` is its inverse. Members that are undefined are left out: for
 * a decision they are the same as missing ones.
 */
export function toPlain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Set) return { [SET]: [...value].map(toPlain) };
  if (value instanceof Map) return { [MAP]: [...value].map(toPlain) };
  return mapped(value, toPlain);
}

export function fromPlain(plain: unknown): unknown {
  if (plain === null || typeof plain !== 'object') return plain;
  if (Array.isArray(plain)) return plain.map(fromPlain);
  if (SET in plain) return new Set(plain[SET] as unknown[]);
  if (MAP in plain)
    return new Map((plain[MAP] as [unknown, unknown][]).map(([key, of]) => [key, fromPlain(of)]));
  return mapped(plain, fromPlain);
}

function mapped(value: object, change: (value: unknown) => unknown): object {
  const entries = Object.entries(value).flatMap(([name, of]) =>
    of === undefined ? [] : [[name, change(of)] as const],
  );
  return Object.fromEntries(entries);
}
