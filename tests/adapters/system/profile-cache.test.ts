import { describe, expect, it } from 'vitest';
import { createProfileCache } from '#app/adapters/system/profile-cache.ts';

describe('createProfileCache', () => {
  const kept = (version: string, size: number) => ({
    version,
    data: new Uint8Array(size),
    estimates: null,
    returned: [],
  });

  it('forgets the oldest when there is no more room', () => {
    const cache = createProfileCache({ size: 100 });
    for (const key of ['a', 'b', 'c']) cache.set(key, kept(key, 40));
    expect(['a', 'b', 'c'].map((key) => cache.get(key)?.version)).toEqual([undefined, 'b', 'c']);
    cache.set('large', kept('large', 101));
    expect(['large', 'c'].map((key) => cache.get(key)?.version)).toEqual([undefined, 'c']);
  });

  it('forgets everything after its time', () => {
    let nowMs = 0;
    const cache = createProfileCache({ lifetimeMs: 1_000, nowMs: () => nowMs });
    cache.set('a', kept('1', 1));
    nowMs = 999;
    expect(cache.get('a')?.version).toBe('1');
    nowMs = 1_000;
    expect(cache.get('a')).toBeUndefined();
  });
});
