/** Throws when `condition` is false: a bug, not a user's mistake. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${message}`);
}

/** Closes a switch over a union: the compiler refuses a forgotten case. */
export function unreachable(value: never): never {
  throw new Error(`Broken invariant: unexpected case ${JSON.stringify(value)}`);
}
