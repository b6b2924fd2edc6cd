import fc from 'fast-check';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PIXEL_EVENTS, VISIT_GAP_MS } from '#app/contracts/pixel-events.ts';
import { buildPixel } from '#extensions/build-pixel.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { CLIENT, NOON, runPixel, type PixelWorld, type RunningPixel } from './run-pixel.ts';

let folder = '';
let code = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attune-pixel-'));
  code = await readFile(
    (await buildPixel({ appUrl: 'https://attune.example.com', outDir: folder })).path,
    'utf8',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => void vi.useFakeTimers({ now: NOON }));
afterEach(() => void vi.useRealTimers());

const pass = () => vi.advanceTimersByTimeAsync(500);

/** A browser: each page that is opened in it runs the pixel anew, and all share what it remembers. */
function aBrowser(world: PixelWorld = {}) {
  const storage = world.storage === undefined ? new Map<string, string>() : world.storage;
  const pages: RunningPixel[] = [];
  return {
    storage,
    async open(page: string, second: number): Promise<RunningPixel> {
      const pixel = runPixel(code, { ...world, storage, ids: `page${pages.length}` });
      pages.push(pixel);
      pixel.publish('page_viewed', {}, { page, second });
      const id = page.match(/product-(\d+)/)?.[1];
      if (id) pixel.publish('product_viewed', { productVariant: { product: { id } } }, { page, second });
      await pass();
      return pixel;
    },
    /** The longest that is told of each view, as the app takes it in: its product and seconds. */
    times() {
      const told = pages.flatMap(({ batches }) => batches.flatMap(({ events }) => events));
      const longest = new Map<string, readonly [string, number]>();
      for (const event of told.filter(({ name }) => name === 'view_lasted')) {
        const { viewId, productId, lastedMs } = PIXEL_EVENTS.view_lasted.parse(event);
        if (lastedMs / 1_000 > (longest.get(viewId)?.[1] ?? -1))
          longest.set(viewId, [productId, lastedMs / 1_000]);
      }
      return [...longest.values()];
    },
    told: () => pages.flatMap((pixel) => pixel.told()),
  };
}

describe('time on a product page', () => {
  it('is told by the next page, with the view in full and without a request of its own', async () => {
    const browser = aBrowser();
    await browser.open('/product-1', 0);
    const next = await browser.open('/cart', 42);
    expect(next.batches).toHaveLength(1);
    expect(next.batches[0]?.events.at(-1)).toEqual({
      id: 'lasted-page1-1',
      name: 'view_lasted',
      clientId: CLIENT,
      at: '2026-11-22T12:00:42.000Z',
      viewId: 'page0-2',
      viewedAt: '2026-11-22T12:00:00.000Z',
      productId: '1',
      lastedMs: 42_000,
    });
    await browser.open('/', 60);
    expect(browser.times()).toEqual([['1', 42]]);
  });

  it('is not told of the last page of a visit, and grows with what is done on the page', async () => {
    const browser = aBrowser();
    const page = await browser.open('/product-1', 0);
    expect(browser.times()).toEqual([]);
    page.publish('product_added_to_cart', {}, { page: '/product-1', second: 20 });
    await pass();
    expect(browser.times()).toEqual([['1', 20]]);
    await browser.open('/product-2', 50);
    expect(browser.times()).toEqual([['1', 50]]);
  });

  it('goes on when the theme writes the chosen variant into the address', async () => {
    const browser = aBrowser();
    const page = await browser.open('/product-1', 0);
    page.publish('product_added_to_cart', {}, { page: '/product-1?variant=9', second: 20 });
    await pass();
    await browser.open('/', 50);
    expect(browser.times()).toEqual([['1', 50]]);
  });

  it('begins anew with a page that is loaded again', async () => {
    const browser = aBrowser();
    await browser.open('/product-1', 0);
    await browser.open('/product-1', 30);
    await browser.open('/', 70);
    expect(browser.times()).toEqual([
      ['1', 30],
      ['1', 40],
    ]);
  });

  it('is that of the view when a page tells of its product first', async () => {
    const browser = aBrowser();
    const page = await browser.open('/', 0);
    const where = { page: '/product-1', second: 10 };
    page.publish('product_viewed', { productVariant: { product: { id: '1' } } }, where);
    page.publish('page_viewed', {}, where);
    await pass();
    await browser.open('/', 25);
    expect(browser.times()).toEqual([['1', 15]]);
  });

  it('is not told after half an hour without an event, which ends the visit', async () => {
    const browser = aBrowser();
    await browser.open('/product-1', 0);
    await browser.open('/product-2', VISIT_GAP_MS / 1_000 + 1);
    expect(browser.times()).toEqual([]);
    await browser.open('/', (2 * VISIT_GAP_MS) / 1_000 + 1);
    expect(browser.times()).toEqual([['2', VISIT_GAP_MS / 1_000]]);
  });

  it('is not told where the clock was set back', async () => {
    const browser = aBrowser();
    await browser.open('/product-1', 100);
    await browser.open('/', 10);
    expect(browser.times()).toEqual([]);
  });

  it('never adds up to more than the time that passed, however many tabs are open', async () => {
    const step = fc.record({
      tab: fc.integer({ min: 0, max: 2 }),
      page: fc.constantFrom('/', '/product-1', '/product-2', null),
      seconds: fc.integer({ min: 1, max: 900 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        const browser = aBrowser();
        const tabs = new Map<number, { readonly pixel: RunningPixel; readonly page: string }>();
        let second = 0;
        for (const { tab, page, seconds } of steps) {
          const open = tabs.get(tab);
          if (page === null && open) {
            open.pixel.publish('product_added_to_cart', {}, { page: open.page, second });
            await pass();
          } else tabs.set(tab, { pixel: await browser.open(page ?? '/', second), page: page ?? '/' });
          second += seconds;
        }
        const sum = browser.times().reduce((total, [, lasted]) => total + lasted, 0);
        expect(sum).toBeLessThanOrEqual(second);
      }),
      { seed: 7, numRuns: propertyRuns(60) },
    );
  });
});

describe('what the browser remembers for it', () => {
  it('is the view that is open, and nothing else', async () => {
    const browser = aBrowser();
    await browser.open('/product-1', 0);
    expect([...(browser.storage ?? [])].map(([key, kept]) => [key, JSON.parse(kept) as unknown])).toEqual([
      [
        'attune-view',
        {
          id: 'page0-2',
          clientId: CLIENT,
          productId: '1',
          at: '2026-11-22T12:00:00.000Z',
          page: '/product-1',
        },
      ],
    ]);
    await browser.open('/', 9);
    expect(browser.storage).toEqual(new Map());
  });

  it('is removed when analytics is refused, and nothing is told of it afterwards', async () => {
    const browser = aBrowser();
    const page = await browser.open('/product-1', 0);
    page.publish('product_added_to_cart', {}, { page: '/product-1', second: 20 });
    page.consent(false);
    await pass();
    expect(browser.storage).toEqual(new Map());
    expect(browser.told().map(({ name }) => name)).toEqual([
      'page_viewed',
      'product_viewed',
      'consent_changed',
    ]);
    page.consent(true);
    await browser.open('/', 30);
    expect(browser.times()).toEqual([]);
  });

  it('is nothing of another browser id, and nothing that somebody else wrote', async () => {
    const browser = aBrowser();
    await browser.open('/product-1', 0);
    browser.storage?.set(
      'attune-view',
      (browser.storage.get('attune-view') ?? '').replace(CLIENT, 'another'),
    );
    await browser.open('/', 30);
    expect(browser.times()).toEqual([]);
    browser.storage?.set('attune-view', '{');
    await browser.open('/product-2', 40);
    await browser.open('/', 50);
    expect(browser.times()).toEqual([['2', 10]]);
  });

  it('is missing in a browser that keeps nothing, which tells all but the times', async () => {
    const browser = aBrowser({ storage: null });
    await browser.open('/product-1', 0);
    await browser.open('/', 30);
    expect(browser.told().map(({ name }) => name)).toEqual(['page_viewed', 'product_viewed', 'page_viewed']);
  });
});
