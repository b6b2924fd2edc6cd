import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as adapter from '#extensions/react-adapter/src/checkout.ts';

const surface = readFileSync(
  new URL('../../../extensions/react-adapter/src/surface.d.ts', import.meta.url),
  'utf8',
);

describe('the adapter', () => {
  it('has exactly what its types say', () => {
    const named = /export \{([^}]+)\}/.exec(surface)?.[1]?.match(/\w+/g) ?? [];
    expect(Object.keys(adapter).sort()).toEqual(named.sort());
    expect(named.length).toBeGreaterThan(10);
  });
});
