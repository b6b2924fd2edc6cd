import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readAnswer } from '#extensions/checkout/src/core/answer.ts';
import type { Host } from '#extensions/checkout/src/core/host.ts';
import { createMemory } from '#extensions/checkout/src/core/memory.ts';
import { signatureOf } from '#extensions/checkout/src/core/question.ts';
import { OFFER } from '#tests/extensions/support/answers.ts';
import { line } from '#tests/extensions/support/fake-checkout.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const MINUTE_MS = 60_000;

const BODY = {
  v: 1,
  decisionId: 'd1',
  trackToken: 'track-d1',
  validUntil: '2026-11-22T12:05:00Z',
  placements: { 'checkout.block': [OFFER] },
};
const CHECKED = [{ item: OFFER, productUrl: 'https://shop.example.com/products/7' }];

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

describe('the memory of a checkout', () => {
  it('gives back the last answer of the same checkout', async () => {
    const host = hostWith('GB');
    keep(host);
    const { copy } = await createMemory(host, 'checkout.block').read();
    expect(copy).toEqual({ answer: readAnswer(BODY, 'checkout.block'), checked: CHECKED });
  });

  it('gives no copy to another placement', async () => {
    const host = hostWith('GB');
    keep(host);
    expect((await createMemory(host, 'thank-you.block').read()).copy).toBeNull();
  });

  it.each<[string, Partial<Host>]>([
    ['another country', { localization: hostWith('FR').localization }],
    ['another language', { localization: hostWith('GB', 'de').localization }],
    ['another cart', { lines: live([line(OFFER.variantId)]) }],
    ['a buyer who has allowed less since', { customerPrivacy: allowing(false) }],
    [
      'a buyer who has signed in or out since',
      { buyerIdentity: { customer: live({ id: 'gid://shopify/Customer/1' }) } },
    ],
  ])('gives no copy to %s', async (_whom, change) => {
    const host = hostWith('GB');
    keep(host);
    expect((await createMemory({ ...host, ...change }, 'checkout.block').read()).copy).toBeNull();
  });

  it.each([
    ['up to its end', 4.9, true],
    ['not after its end', 5, false],
  ])('gives a copy %s', async (_when, minutes, isGiven) => {
    const host = hostWith('GB');
    keep(host);
    vi.setSystemTime(NOW.getTime() + minutes * MINUTE_MS);
    const { copy } = await createMemory(host, 'checkout.block').read();
    expect(copy !== null).toBe(isGiven);
  });

  it('gives no copy older than ten minutes, even one without an end', async () => {
    const host = hostWith('GB');
    keep(host, null);
    vi.setSystemTime(NOW.getTime() + 10 * MINUTE_MS);
    expect((await createMemory(host, 'checkout.block').read()).copy).not.toBeNull();
    vi.setSystemTime(NOW.getTime() + 10 * MINUTE_MS + 1);
    expect((await createMemory(host, 'checkout.block').read()).copy).toBeNull();
  });

  it('takes anything it cannot read for nothing', async () => {
    const host = hostWith('GB');
    for (const stored of ['text', 7, [], { at: 'x' }, { at: 1, signature: signatureOf(host), answer: {} }]) {
      await host.storage.write('attune/1/copy/checkout.block', stored);
      await host.storage.write('attune/1/dismissed', stored);
      expect(await createMemory(host, 'checkout.block').read()).toMatchObject({ copy: null, dismissed: [] });
    }
  });

  it('knows again whom the checkout was first shown to, and nobody else', async () => {
    const guest = hostWith('GB');
    const read = async (host: Host) => (await createMemory(host, 'checkout.block').read()).isFirstAsker;
    expect([await read(guest), await read(guest)]).toEqual([true, true]);
    const customer = live({ id: 'gid://shopify/Customer/1' });
    expect(await read({ ...guest, buyerIdentity: { customer } })).toBe(false);
  });

  it('keeps what was dismissed in another place of the same checkout', async () => {
    const host = hostWith('GB');
    await createMemory(host, 'checkout.block').keepDismissed(['c1:7']);
    await createMemory(host, 'checkout.delivery-address').keepDismissed(['c3:address']);
    expect((await createMemory(host, 'checkout.block').read()).dismissed).toEqual(['c1:7', 'c3:address']);
  });

  it('is empty when storage fails', async () => {
    const refuse = () => Promise.reject(new Error('no storage'));
    const host = { ...hostWith('GB'), storage: { read: refuse, write: refuse } };
    const memory = createMemory(host, 'checkout.block');
    await memory.keepDismissed(['c1:7']);
    expect(await memory.read()).toEqual({ copy: null, dismissed: [], isFirstAsker: false });
  });
});

function keep(host: Host, validUntil: string | null = BODY.validUntil): void {
  const answer = readAnswer({ ...BODY, validUntil }, 'checkout.block');
  if (!answer) throw new Error('Expected an answer.');
  createMemory(host, 'checkout.block').keepCopy(answer, CHECKED, signatureOf(host));
}

const live = <Value>(current: Value) => ({ current, subscribe: () => undefined });

const allowing = (analytics: boolean) =>
  live({ allowedProcessing: { analytics, marketing: false, preferences: false } });

function hostWith(country: string, language = 'en'): Host {
  const kept = new Map<string, unknown>();
  const coded = (isoCode: string) => live({ isoCode });
  const host: Pick<Host, 'storage' | 'lines' | 'localization' | 'checkoutToken' | 'customerPrivacy'> = {
    storage: {
      read: async (key) => kept.get(key) ?? null,
      write: async (key, data) => void kept.set(key, structuredClone(data)),
    },
    lines: live([]),
    localization: { country: coded(country), currency: coded('GBP'), language: coded(language) },
    checkoutToken: live('checkout-1'),
    customerPrivacy: allowing(true),
  };
  return host as Host;
}
