import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DecisionRequest, WireItem } from '#app/contracts/checkout-decision.ts';
import { configureIncentives } from '#app/domain/campaigns/incentives/configure.ts';
import type { ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { anIncentive } from '#tests/domain/campaigns/incentives/an-incentive.ts';
import { aMessage, aProduct, aVariant } from '#tests/domain/campaigns/shop.ts';
import { BLOCK, CANDLE_OFFER, REASON, useCandleCheckout } from './fixtures/candle-checkout.ts';
import { toLocalQuestion } from '#app/domain/campaigns/local/local-question.ts';
import { replayLocal } from '#app/domain/campaigns/replay/told-local.ts';
import { product } from '#tests/domain/builders.ts';
import { BASKET, candleShop, LOCAL_CANDLE, localMetafields, NAMES, pounds } from './fixtures/local-candle.ts';

const DAY = 86_400;
const MESSAGE = {
  kind: 'message',
  key: 'c2:message',
  campaignId: 'c2',
  tone: 'info',
  title: 'Thank you for coming back',
  body: 'Your basket is on its way.',
  reason: REASON,
} satisfies WireItem;
const OTHER_CANDLE: WireItem = { ...LOCAL_CANDLE, key: 'c1:other', title: 'Another candle' };
const LARGE = 'gid://shopify/ProductVariant/4';
const LARGE_PRICE = { amount: '11.00', currencyCode: 'GBP' };
/** The small shop, where the candle comes in two sizes. */
const SIZES = [
  BASKET,
  aProduct('2', {
    title: CANDLE_OFFER.title,
    variants: [
      aVariant('2', { title: 'Small', price: pounds(425) }),
      aVariant('4', { productId: product('2'), title: 'Large', price: pounds(1_100) }),
    ],
  }),
];
const now = (): number => Math.floor(Date.now() / 1000);

let shop: ShopSnapshot = candleShop();
let writtenAt = now();
let items: WireItem[] = [];
let held = Promise.resolve();
let answer: () => void = () => undefined;
let asked: DecisionRequest[] = [];
let told: string[] = [];

const checkout = useCandleCheckout({
  itemsFor: (placement) => (placement === 'checkout.block' ? items : []),
  metafields: () => localMetafields(shop, writtenAt),
  answersAfter: () => held,
  amountOf: (variantId) => (variantId === LARGE ? LARGE_PRICE.amount : LOCAL_CANDLE.price.amount),
  onQuestion: (question) => {
    if (question.placements.includes('checkout.block')) asked.push(question);
  },
  onEvents: ({ trackToken, events }) =>
    told.push(...events.map(({ kind, itemKey }) => `${trackToken} ${kind} ${itemKey}`)),
});

/** Everything that is put into the block, taken out of it or changed in it from now on. */
async function watchChanges(page: Page, testId: string): Promise<() => Promise<number>> {
  await page.getByTestId(testId).evaluate((slot) => {
    const counts = { changes: 0 };
    Object.assign(window, { __changes: counts });
    const watch = new MutationObserver((records) => (counts.changes += records.length));
    watch.observe(slot, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  return () =>
    page.evaluate(() => (window as unknown as { __changes: { changes: number } }).__changes.changes);
}

for (const stack of ['modern', 'legacy']) {
  describe(`the ${stack} build in a browser, before the server has answered`, () => {
    let context: BrowserContext;
    let page: Page;
    const slot = () => page.getByTestId(`slot-${BLOCK}`);
    const add = () => slot().getByRole('button', { name: /^Add/ });
    const open = (query: string) => page.goto(checkout.addressOf(stack, query));

    beforeAll(async () => {
      context = await checkout.newContext();
      page = await context.newPage();
      // The first page of a browser is slow, and what is tested here is who comes first.
      await open('&editor=1');
      await add().waitFor();
    });
    afterAll(() => context.close());
    beforeEach(() => {
      shop = candleShop();
      writtenAt = now();
      items = [LOCAL_CANDLE];
      held = new Promise((resolve) => (answer = resolve));
      asked = [];
      told = [];
    });

    it('shows the offer at once, and changes nothing when the answer is the same', async () => {
      await open('&consent=none');
      await add().waitFor();
      const changes = await watchChanges(page, `slot-${BLOCK}`);
      const [{ y: before = 0 } = {}] = [await add().boundingBox()].flatMap((box) => box ?? []);
      expect(told).toEqual([]);
      answer();
      await expect.poll(() => told).toEqual([`track exposure ${LOCAL_CANDLE.key}`]);
      expect(await changes()).toBe(0);
      expect((await add().boundingBox())?.y).toBe(before);
      expect(asked[0]?.local).toEqual([
        { key: LOCAL_CANDLE.key, productId: CANDLE_OFFER.productId, variantId: CANDLE_OFFER.variantId },
      ]);
    });

    it('says something general in another language until the answer brings the reason in it', async () => {
      const text = 'Oft zusammen mit Candle gekauft';
      items = [{ ...LOCAL_CANDLE, reason: { ...LOCAL_CANDLE.reason, text } }];
      await open('&consent=none&language=de');
      await slot().getByText('Passt zu dieser Bestellung').waitFor();
      answer();
      await slot().getByText(text).waitFor();
      expect(await slot().getByText('Passt zu dieser Bestellung').count()).toBe(0);
    });

    it('tells by which payloads it decided and the hash of it, which the server’s code gives too', async () => {
      await open('&consent=none');
      await add().waitFor();
      answer();
      await expect.poll(() => told).toEqual([`track exposure ${LOCAL_CANDLE.key}`]);
      const basis = asked[0]?.localBasis ?? expect.fail('It tells nothing.');
      expect(basis).toMatchObject({ shop: NAMES[0], products: { [product('1')]: NAMES[1] } });
      const texts = new Map(localMetafields(shop, writtenAt).map(({ value }, at) => [NAMES[at], value]));
      const question = toLocalQuestion(asked[0]!, basis.at) ?? expect.fail('It is no question.');
      const replayed = replayLocal({ question, basis }, (name) => texts.get(name));
      expect(replayed).toMatchObject({ ok: true, value: { hash: basis.hash } });
    });

    it('takes what the server says instead, once, without moving what is below', async () => {
      items = [OTHER_CANDLE];
      await open('&consent=none');
      await slot().getByText(CANDLE_OFFER.title, { exact: true }).first().waitFor();
      const payButton = page.getByTestId('pay-now');
      const before = (await payButton.boundingBox())?.y;
      answer();
      await slot().getByText('Another candle', { exact: true }).first().waitFor();
      expect(await slot().getByText(CANDLE_OFFER.title, { exact: true }).count()).toBe(0);
      expect((await payButton.boundingBox())?.y).toBe(before);
      await expect
        .poll(() => told.toSorted())
        .toEqual([`track exposure ${LOCAL_CANDLE.key}`, `track exposure ${OTHER_CANDLE.key}`].toSorted());
    });

    it('names a discount that the function gives, before the offer, and ends at what is said of stock', async () => {
      const discount = anIncentive({ id: 'c3', content: { title: 'Ten percent off your order' } });
      const left = aMessage({ title: 'Few left', body: 'Only {{left}}.' }, { id: 'c4', priority: -1 });
      const campaigns = [discount, ...candleShop().campaigns, left];
      const incentives = configureIncentives(
        campaigns,
        { currency: 'GBP', segmentIds: new Set(), spent: new Set() },
        now(),
      );
      shop = candleShop({ campaigns, incentives });
      await open('&consent=none&fault=silent');
      await add().waitFor();
      await slot().getByText('Ten percent off your order').waitFor();
      expect(await slot().innerText()).toMatch(/Ten percent off your order[\s\S]*Beeswax candle/);
      expect(await slot().getByText('Few left').count()).toBe(0);
    });

    it('asks which variant at once, and the answer leaves what was chosen as it is', async () => {
      shop = candleShop({ products: SIZES });
      const choices = [
        { variantId: CANDLE_OFFER.variantId, title: 'Small', price: LOCAL_CANDLE.price },
        { variantId: LARGE, title: 'Large', price: LARGE_PRICE },
      ];
      items = [{ ...LOCAL_CANDLE, choices }];
      await open('&consent=none');
      await slot().getByLabel('Option').selectOption('Large');
      const addLarge = slot().getByRole('button', { name: 'Add Beeswax candle for £11.00' });
      await addLarge.waitFor();
      if (process.env['SHOTS'])
        await slot().screenshot({ path: `${process.env['SHOTS']}/${stack}-local-choice.png` });
      const changes = await watchChanges(page, `slot-${BLOCK}`);
      answer();
      await expect.poll(() => told).toEqual([`track exposure ${LOCAL_CANDLE.key}`]);
      expect(await changes()).toBe(0);
      await addLarge.click();
      await slot().getByRole('button', { name: 'Take Beeswax candle out again' }).waitFor();
      const lines = await page.evaluate(() =>
        window.__sandbox.checkout.lines.map(({ variantId }) => variantId),
      );
      expect(lines.slice(1)).toEqual([LARGE]);
    });

    it('keeps what the buyer has tapped, whatever the answer says', async () => {
      items = [MESSAGE];
      await open('&consent=none');
      await add().click();
      await page.getByTestId('line-2').waitFor();
      answer();
      await slot().getByText(MESSAGE.title).waitFor();
      const undo = slot().getByRole('button', { name: `Take ${CANDLE_OFFER.title} out again` });
      await undo.click();
      await page.getByTestId('line-2').waitFor({ state: 'detached' });
      await expect.poll(() => told).toContain(`track undo ${LOCAL_CANDLE.key}`);
      expect(told).toContain(`track acceptance ${LOCAL_CANDLE.key}`);
    });

    it('keeps the offer when the server does not answer: it is added, undone, and told later', async () => {
      answer();
      await open('&consent=none&fault=down:2');
      await add().click();
      await page.getByTestId('line-2').waitFor();
      const line = await page.evaluate(() => window.__sandbox.checkout.lines[1]?.attributes);
      expect(line).toEqual([{ key: '_attune', value: `local/${LOCAL_CANDLE.key}` }]);
      await slot().getByRole('button', { name: /^Take/ }).click();
      await page.getByTestId('line-2').waitFor({ state: 'detached' });
      await add().waitFor();
      await expect
        .poll(() => told)
        .toEqual(
          expect.arrayContaining([
            `track exposure ${LOCAL_CANDLE.key}`,
            `track acceptance ${LOCAL_CANDLE.key}`,
          ]),
        );
    });

    it('keeps the skeleton where anything is unsure', async () => {
      const cases: readonly [string, Parameters<typeof candleShop>[0], string, number][] = [
        ['the payloads have run out', {}, '', -8 * DAY],
        ['the consent that the shop asks for is missing', { guardrails: { consent: 'marketing' } }, '', 0],
        ['the cart is in another currency', {}, '&country=DE', 0],
        ['the holdout has the checkout', { holdout: 1 }, '', 0],
        ['the buyer is signed in and not known here', {}, '&customer=42', 0],
        ['the buyer buys for a company', {}, '&buyer=business', 0],
      ];
      for (const [why, parts, query, shiftSeconds] of cases) {
        shop = candleShop(parts);
        writtenAt = now() + shiftSeconds;
        await open(`&consent=none&fault=silent${query}`);
        await slot().locator('[aria-busy]').first().waitFor();
        await page.waitForTimeout(100);
        expect(await add().count(), why).toBe(0);
      }
    });
  });
}
