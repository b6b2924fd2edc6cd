import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PIXEL_EVENTS, pixelBatch, type PixelEventName } from '#app/contracts/pixel-events.ts';
import { buildPixel } from '#extensions/build-pixel.ts';
import { CLIENT, runPixel } from './run-pixel.ts';

const KILOBYTE = 1024;
let folder = '';
let code = '';
let rawBytes = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attune-pixel-'));
  const built = await buildPixel({ appUrl: 'https://attune.example.com/', outDir: folder });
  code = await readFile(built.path, 'utf8');
  ({ rawBytes } = built);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-22T12:00:30Z') }));
afterEach(() => void vi.useRealTimers());

/** Long enough for what waits for company, too short for a second try. */
const pass = () => vi.advanceTimersByTimeAsync(500);

const PRODUCT = { productVariant: { id: '9001', product: { id: '7001', title: 'Candle' } } };
const CHECKOUT = { checkout: { token: 'c1', email: 'ann@example.com', phone: '+44', shippingAddress: {} } };

describe('the web pixel', () => {
  it('is at most 8 KB where Shopify allows 128, and holds the address of the app', () => {
    expect(rawBytes).toBe(Buffer.byteLength(code));
    expect(rawBytes).toBeLessThanOrEqual(8 * KILOBYTE);
    expect(code).toContain('"https://attune.example.com"');
  });

  it("tells what happened as the app takes it in, and nothing of a visitor's details", async () => {
    const pixel = runPixel(code, { cartId: 'gid://shopify/Cart/k1?key=abc' });
    pixel.publish('page_viewed');
    pixel.publish('product_viewed', PRODUCT);
    pixel.publish('collection_viewed', { collection: { id: '5' } });
    pixel.publish('search_submitted', { searchResult: { query: 'red bag', productVariants: [] } });
    pixel.publish('search_submitted', { searchResult: { query: ' ', productVariants: [] } });
    pixel.publish('product_added_to_cart', { cartLine: { quantity: 1 } });
    pixel.publish('product_removed_from_cart', { cartLine: { quantity: 1 } });
    pixel.publish('cart_viewed', { cart: { id: 'k2', lines: [] } });
    pixel.publish('checkout_started', CHECKOUT);
    pixel.publish('checkout_completed', CHECKOUT);
    await pass();
    const k1 = { cartToken: 'gid://shopify/Cart/k1?key=abc' };
    expect(pixel.told()).toEqual([
      { name: 'page_viewed', ...k1, device: 'phone' },
      { name: 'product_viewed', ...k1, productId: '7001' },
      { name: 'collection_viewed', ...k1 },
      { name: 'search_submitted', ...k1, query: 'red bag' },
      { name: 'product_added_to_cart', ...k1 },
      { name: 'product_removed_from_cart', ...k1 },
      { name: 'cart_viewed', cartToken: 'k2' },
      { name: 'checkout_started', cartToken: 'k2', checkoutToken: 'c1' },
      { name: 'checkout_completed', cartToken: 'k2', checkoutToken: 'c1' },
    ]);
    for (const batch of pixel.batches) {
      expect(pixelBatch.parse(batch)).toMatchObject({
        shop: 'attune-demo.myshopify.com',
        key: 'the-key',
        sentAt: expect.stringMatching(/^2026-11-22T12:00:3/),
      });
      for (const event of batch.events)
        expect(PIXEL_EVENTS[event['name'] as PixelEventName].safeParse(event).success).toBe(true);
    }
  });

  it('sends what belongs together once, a full batch at once, and the start of a checkout without waiting', async () => {
    const pixel = runPixel(code);
    pixel.publish('page_viewed');
    pixel.publish('product_viewed', PRODUCT);
    expect(pixel.batches).toHaveLength(0);
    await pass();
    expect(pixel.batches.map(({ events }) => events.length)).toEqual([2]);
    for (let n = 0; n < 20; n += 1) pixel.publish('collection_viewed');
    expect(pixel.batches.map(({ events }) => events.length)).toEqual([2, 20]);
    pixel.publish('checkout_started', CHECKOUT);
    expect(pixel.batches.map(({ events }) => events.length)).toEqual([2, 20, 1]);
  });

  it('sends what was not taken in twice more, each event under its own id, and then lets it go', async () => {
    const pixel = runPixel(code, { statuses: [0, 503, 503, 202] });
    pixel.publish('page_viewed');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pixel.batches.map(({ events }) => events.map(({ id }) => id))).toEqual([
      ['sh-1'],
      ['sh-1'],
      ['sh-1'],
    ]);
    pixel.publish('page_viewed');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pixel.batches).toHaveLength(4);
  });

  it('does not repeat what the app refuses', async () => {
    const pixel = runPixel(code, { statuses: [401] });
    pixel.publish('page_viewed');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pixel.batches).toHaveLength(1);
  });
});

describe('consent', () => {
  it('is asked first: without it nothing is told, and once it is given, what follows', async () => {
    const pixel = runPixel(code, { analytics: false });
    pixel.publish('page_viewed');
    await pass();
    expect(pixel.batches).toEqual([]);
    pixel.consent(true);
    pixel.publish('product_viewed', PRODUCT);
    await pass();
    expect(pixel.told()).toMatchObject([{ name: 'product_viewed' }]);
  });

  it('withdrawn leaves nothing to be told but the refusal, which goes out at once', async () => {
    const pixel = runPixel(code);
    pixel.publish('page_viewed');
    await pass();
    pixel.publish('product_viewed', PRODUCT);
    pixel.consent(false);
    expect(pixel.told()).toEqual([
      { name: 'page_viewed', device: 'phone' },
      { name: 'consent_changed', analytics: false },
    ]);
    const [refusal] = pixel.batches[1]?.events ?? [];
    expect(PIXEL_EVENTS.consent_changed.parse(refusal)).toMatchObject({ clientId: CLIENT });
    pixel.publish('product_viewed', PRODUCT);
    pixel.consent(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pixel.batches).toHaveLength(2);
  });

  it('withdrawn while a batch fails does not send that batch again', async () => {
    const pixel = runPixel(code, { statuses: [503, 202] });
    pixel.publish('page_viewed');
    await vi.advanceTimersByTimeAsync(200);
    pixel.consent(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pixel.told().map(({ name }) => name)).toEqual(['page_viewed', 'consent_changed']);
  });
});
