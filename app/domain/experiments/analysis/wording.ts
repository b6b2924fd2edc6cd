/** Four digits that mean something: 1,234 and 0.01235. */
export function figure(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 4 }).format(value);
}

/** A p value; below 0.0001 only that it is. */
export function chance(p: number): string {
  return p < 0.0001 ? 'p < 0.0001' : `p = ${figure(p)}`;
}

export function share(value: number): string {
  return `${figure(value * 100)} %`;
}

/** "a", "a and b", "a, b and c". */
export function listOf(names: readonly string[], joint: 'and' | 'or' = 'and'): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${joint} ${names.at(-1) ?? ''}`;
}
