import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkJourney } from '#app/commands/demo/check-journey.ts';
import type { SeenJourney } from '#app/commands/demo/check-journey.ts';
import { forgetDemo, prepareDemoSettings } from '#app/commands/demo/demo-settings.ts';
import { startDemo } from '#app/commands/demo/start-demo.ts';
import type { Demo } from '#app/commands/demo/start-demo.ts';
import { createStepLog } from '#app/commands/demo/step-log.ts';

/** The whole main job with all the demo's orders: embedded database, sandbox, app and a real browser. */
describe('the demo', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'attune-journey-'));
  const out = new PassThrough();
  let demo: Demo;
  let seen: SeenJourney;

  beforeAll(async () => {
    const settings = await prepareDemoSettings({ dataDir, reset: false, anyPorts: true });
    demo = await startDemo(settings, createStepLog(out));
    seen = await checkJourney(demo);
  }, 480_000);

  afterAll(async () => {
    await demo?.stop();
    await forgetDemo(dataDir);
  }, 30_000);

  it('ingests every order of the data, in bulk and by webhooks, with none in quarantine', () => {
    expect(demo.ingested).toMatchObject({
      products: 3750,
      customers: 3970,
      orders: 16206,
      webhooksQuarantined: 0,
    });
    expect(demo.ingested.webhooksFolded).toBeGreaterThan(1000);
  });

  it('says each step with its time', () => {
    const lines = String(out.read())
      .split('\n')
      .filter((line) => line.includes('✓'));
    expect(lines).toHaveLength(8);
    expect(lines.every((line) => /\d+\.\d s/.test(line))).toBe(true);
  });

  it('shows a skeleton first, then a banner and an offer with its reason and price', () => {
    expect(seen.skeletonFirst).toBe(true);
    expect(seen.banner).toMatch(/Because you bought .+, consider .+/);
    expect(seen.offer).not.toBe('');
    expect(seen.reason).toMatch(
      /^(Because you bought|Often bought with|Bought with|Time to refill|You bought this|Similar to|Popular)/,
    );
    expect(seen.price).toMatch(/^£\d+\.\d\d$/);
  });

  it('gives a member of a segment the discount that checkout names, and a guest neither', () => {
    const { message, subtotal, discount, orderSubtotal, guestDiscounts } = seen.incentive;
    expect(message).toBe('Gold: 10 % off this order');
    const [before, off] = [subtotal, discount].map((text) => Number(text.replace(/[^\d.]/g, '')));
    expect(off).toBe(Math.round((before ?? 0) * 10) / 100);
    expect(Number(orderSubtotal)).toBeCloseTo((before ?? 0) - (off ?? 0), 2);
    expect(guestDiscounts).toBe(0);
  });

  it('shows a banner and an offer before any answer, once the merchant lets checkouts decide', () => {
    const { before, after } = seen.local;
    expect(before).toBe('');
    expect(after).toMatch(/Because you bought .+, consider .+\.[^]*Add/);
  });

  it('goes by what a guest and a customer look at in the shop, within two seconds', () => {
    const { guestBefore, guestAfter, customerAfter, guestSeconds, customerSeconds } = seen.browsing;
    expect(guestBefore).not.toContain('Still choosing?');
    expect(guestAfter).toContain('Still choosing?');
    expect(customerAfter).toContain('Still choosing?');
    expect(guestSeconds).toBeLessThan(2);
    expect(customerSeconds).toBeLessThan(2);
  });

  it('forgets what it was told of a browser once analytics is refused there, and is told no more', () => {
    const { refusalSeconds, requestsAfterRefusal, checkoutAfterRefusal } = seen.browsing;
    expect(refusalSeconds).toBeLessThan(2);
    expect(requestsAfterRefusal).toBe(0);
    expect(checkoutAfterRefusal).not.toContain('Still choosing?');
  });

  it('offers a signed-in customer the last address and payment type', () => {
    expect(seen.savedAddress).toContain('Use this address');
    expect(seen.paymentHint).toMatch(/^Last time you paid/);
  });

  it('adds the offer’s price to the cart, once tapped', () => {
    const pounds = (text: string): number => Math.round(Number(text.replace('£', '')) * 100);
    expect(pounds(seen.cartAfterAdd) - pounds(seen.cartBefore)).toBe(pounds(seen.price));
  });

  it('knows of the order within two seconds, in the profile and in the next decision', () => {
    expect(seen.secondsToProfile).toBeLessThan(2);
    expect(seen.secondsToChangedDecision).toBeLessThan(2);
  });

  it('gives a guest an offer from the cart alone', () => {
    expect(seen.guestReason).toMatch(/^(Often bought with|Bought with|Similar to|Popular)/);
  });

  it('shows a changed campaign in the very next checkout', () => {
    expect(seen.headlineInNextCheckout).toBe(true);
  });

  it('tells the merchant in how many of the last checkouts the changed upsell would have shown', () => {
    expect(seen.dryRun).toMatch(/^It would have shown in 1,\d{3} of them \(\d+(\.\d)?%\)\.$/);
  });

  it('counts what happened in the admin', () => {
    expect(seen.home).toContain('Revenue of accepted offers');
    expect(seen.segments).toMatch(/Gold, loyal, recent high spend.*\d+/);
    expect(seen.segmentHealth).toMatch(/Gold, loyal, recent high spend.*Members · \d+/);
    expect(seen.triedOffer).toMatch(/(bought|similar) (with|to) JUMBO BAG RED.* in this cart.*%/i);
    expect(seen.ledger).toMatchObject({ acceptances: 1, conversions: 1 });
    expect(seen.ledger.exposures).toBeGreaterThan(3);
  });

  it('makes a segment as rows and as text, each showing what is changed in the other', () => {
    expect(seen.segmentEditor).toMatchObject({
      textOfRows: 'purchases.count within 60 days > 3',
      rowsOfText: ['purchases.count within 60 days > 3', 'customer.country = "GB"'],
      mistake: expect.stringContaining('found loyalty.teir. Did you mean loyalty.tier?'),
      correction: 'Write loyalty.tier',
      corrected: 'purchases.count within 60 days > 3 AND customer.country = "GB" AND loyalty.tier = "Gold"',
      undone: expect.stringContaining('loyalty.teir'),
    });
  });

  it('counts who would be in it, says why one is, and lists it once saved', () => {
    expect(seen.segmentEditor.preview).toMatch(/^\d+ of 3,970 shoppers/);
    expect(seen.segmentEditor.reason).toMatch(/purchases\.count within 60 days > 3.*Found \d+/);
    expect(seen.segmentEditor.listed).toContain('the number of purchases in the last 60 days is more than 3');
  });
});
