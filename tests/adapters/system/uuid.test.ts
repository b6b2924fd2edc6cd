import { describe, expect, it } from 'vitest';
import { uuidV7 } from '#app/adapters/system/uuid.ts';

const NOW_MS = 1_790_000_000_123;

describe('uuidV7', () => {
  it('has version 7, the variant of RFC 9562, and the time in front', () => {
    const id = uuidV7(NOW_MS);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(NOW_MS);
  });

  it('repeats nothing over many ids of one millisecond', () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => uuidV7(NOW_MS)));
    expect(ids.size).toBe(10_000);
  });

  it('sorts by time', () => {
    expect(uuidV7(NOW_MS) < uuidV7(NOW_MS + 1)).toBe(true);
  });
});
