/**
 * The one text of data that JSON can hold, whatever the order of its members: two values have the same text exactly when they hold the
 * same. Members that are undefined are as good as missing, and one cannot be named `__proto__`.
 */
export function canonicalText(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

/** The value with the members of each object in one order. */
function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const members = value as Readonly<Record<string, unknown>>;
  const ordered: Record<string, unknown> = {};
  for (const name of sortInPlace(Object.keys(members))) ordered[name] = inOrder(members[name]);
  return ordered;
}

/** By insertion: an object has few members, mostly in order, and the engine's own sort allocates for each. */
function sortInPlace(names: string[]): string[] {
  for (let end = 1; end < names.length; end++) {
    const name = names[end] ?? '';
    let at = end;
    for (; at > 0 && (names[at - 1] ?? '') > name; at--) names[at] = names[at - 1] ?? '';
    names[at] = name;
  }
  return names;
}
