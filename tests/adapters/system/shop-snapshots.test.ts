import { describe, expect, it } from 'vitest';
import { silentLog } from '#app/adapters/system/log.ts';
import { createShopSnapshots } from '#app/adapters/system/shop-snapshots.ts';
import type { LoadedShop, SnapshotLoader } from '#app/adapters/system/snapshot-loader.ts';
import { eventually } from '#tests/support/eventually.ts';

const DOMAIN = 'demo.myshopify.com';

/** A shop of which only the config version matters here. */
const aShop = (configVersion: number): LoadedShop =>
  ({
    served: { shop: { id: 1, domain: DOMAIN }, snapshot: { configVersion } },
    parts: {},
  }) as unknown as LoadedShop;

/** A loader whose answers the test gives, one by one. */
function aLoader() {
  const state = { version: 1, isInstalled: true, isAway: false, loads: 0, refreshes: 0 };
  const gates: (() => void)[] = [];
  const read = async (): Promise<LoadedShop | null> => {
    const { version } = state;
    await new Promise<void>((resolve) => gates.push(resolve));
    if (state.isAway) throw new Error('database is away');
    return state.isInstalled ? aShop(version) : null;
  };
  const loader: SnapshotLoader = {
    load: () => {
      state.loads += 1;
      return read();
    },
    async *refresh() {
      state.refreshes += 1;
      yield await read();
    },
  };
  const settle = async (): Promise<void> => {
    for (const open of gates.splice(0)) open();
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { state, loader, settle };
}

const versionOf = async (found: ReturnType<ReturnType<typeof createShopSnapshots>['find']>) =>
  (await found)?.snapshot.configVersion;

async function aLoadedShop() {
  const { state, loader, settle } = aLoader();
  const snapshots = createShopSnapshots({ loader, log: silentLog, retryMs: 5, catalogDelayMs: 5 });
  const first = snapshots.find(DOMAIN);
  await settle();
  await first;
  return { state, settle, snapshots };
}

describe('createShopSnapshots', () => {
  it('loads once for many first requests', async () => {
    const { state, loader, settle } = aLoader();
    const snapshots = createShopSnapshots({ loader, log: silentLog });
    const found = [snapshots.find(DOMAIN), snapshots.find(DOMAIN), snapshots.find(DOMAIN)];
    await settle();
    expect(await Promise.all(found.map(versionOf))).toEqual([1, 1, 1]);
    expect(state.loads).toBe(1);
  });

  it('asks again about a shop that was not installed', async () => {
    const { state, loader, settle } = aLoader();
    state.isInstalled = false;
    const snapshots = createShopSnapshots({ loader, log: silentLog });
    const before = snapshots.find(DOMAIN);
    await settle();
    expect(await before).toBeNull();
    state.isInstalled = true;
    const after = snapshots.find(DOMAIN);
    await settle();
    expect(await versionOf(after)).toBe(1);
  });

  it('serves the older snapshot while the newer one loads, then the newer', async () => {
    const { state, settle, snapshots } = await aLoadedShop();
    state.version = 2;
    snapshots.onChange({ shopId: 1, kind: 'config' });
    expect(await versionOf(snapshots.find(DOMAIN))).toBe(1);
    await settle();
    expect(await versionOf(snapshots.find(DOMAIN))).toBe(2);
  });

  it('refreshes once more when a change arrives during a refresh', async () => {
    const { state, settle, snapshots } = await aLoadedShop();
    state.version = 2;
    snapshots.onChange({ shopId: 1, kind: 'config' });
    state.version = 3;
    snapshots.onChange({ shopId: 1, kind: 'config' });
    snapshots.onChange({ shopId: 1, kind: 'config' });
    await settle();
    await settle();
    expect(await versionOf(snapshots.find(DOMAIN))).toBe(3);
    expect(state.refreshes).toBe(2);
  });

  it('refreshes after a change that arrived during the first load', async () => {
    const { state, loader, settle } = aLoader();
    const snapshots = createShopSnapshots({ loader, log: silentLog });
    const first = snapshots.find(DOMAIN);
    state.version = 2;
    snapshots.onChange({ shopId: 1, kind: 'config' });
    await settle();
    await first;
    await settle();
    expect(await versionOf(snapshots.find(DOMAIN))).toBe(2);
  });

  it('reads a burst of catalog changes once', async () => {
    const { state, settle, snapshots } = await aLoadedShop();
    for (let count = 0; count < 20; count += 1) snapshots.onChange({ shopId: 1, kind: 'catalog' });
    await eventually(() => expect(state.refreshes).toBe(1));
    await settle();
    expect(state.refreshes).toBe(1);
  });

  it('serves what it has while refreshing fails, and tries again', async () => {
    const { state, settle, snapshots } = await aLoadedShop();
    Object.assign(state, { version: 2, isAway: true });
    snapshots.onChange({ shopId: 1, kind: 'config' });
    await settle();
    expect(await versionOf(snapshots.find(DOMAIN))).toBe(1);
    state.isAway = false;
    await eventually(async () => {
      await settle();
      expect(await versionOf(snapshots.find(DOMAIN))).toBe(2);
    });
  });

  it('loads shops ahead of their first request, and goes on where one cannot be loaded', async () => {
    const loads: string[] = [];
    const loader: SnapshotLoader = {
      load: async (domain) => {
        loads.push(domain);
        if (domain === 'bad.myshopify.com') throw new Error('database is away');
        return aShop(1);
      },
      async *refresh() {},
    };
    const snapshots = createShopSnapshots({ loader, log: silentLog });
    await snapshots.warm(['bad.myshopify.com', DOMAIN]);
    expect(snapshots.state().shops).toBe(1);
    await snapshots.find(DOMAIN);
    expect(loads).toEqual(['bad.myshopify.com', DOMAIN]);
  });

  it('keeps no more shops than it may: the one not asked for the longest time goes', async () => {
    const loads: string[] = [];
    const loader: SnapshotLoader = {
      load: async (domain) => {
        loads.push(domain);
        return aShop(1);
      },
      async *refresh() {},
    };
    const snapshots = createShopSnapshots({ loader, log: silentLog, capacity: 2 });
    for (const domain of ['a', 'b', 'a', 'c', 'a', 'b']) await snapshots.find(domain);
    expect(loads).toEqual(['a', 'b', 'c', 'b']);
    expect(snapshots.state().shops).toBe(2);
  });

  it('forgets a shop that uninstalled, and pays no heed to shoppers or to other shops', async () => {
    const { state, settle, snapshots } = await aLoadedShop();
    snapshots.onChange({ shopId: 1, kind: 'profiles' });
    snapshots.onChange({ shopId: 2, kind: 'config' });
    expect(state.refreshes).toBe(0);
    state.isInstalled = false;
    snapshots.onChange({ shopId: 1, kind: 'shop' });
    await settle();
    const found = snapshots.find(DOMAIN);
    await settle();
    expect(await found).toBeNull();
  });
});
