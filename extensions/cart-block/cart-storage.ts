import type { Host } from '../checkout/src/core/host.ts';

const PREFIX = 'attune:';

/**
 * What the block remembers of one cart in this browser; what it kept of other carts goes. Where the browser keeps nothing, reading
 * finds nothing and writing does nothing.
 */
export function createCartStorage(cartToken: string): Host['storage'] {
  const own = `${PREFIX}${cartToken}:`;
  attempt((kept) => {
    const others = Object.keys(kept).filter((key) => key.startsWith(PREFIX) && !key.startsWith(own));
    for (const key of others) kept.removeItem(key);
  });
  return {
    read: async (key) => JSON.parse(attempt((kept) => kept.getItem(own + key)) ?? 'null') as unknown,
    write: async (key, data) => attempt((kept) => kept.setItem(own + key, JSON.stringify(data))),
  };
}

/** A browser may forbid storage altogether, or have no room left. */
function attempt<Value>(act: (kept: Storage) => Value): Value | undefined {
  try {
    return act(localStorage);
  } catch {
    return undefined;
  }
}
