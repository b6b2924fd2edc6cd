import { describe, expect } from 'vitest';
import { decided, OFFER, onSale, SECOND_OFFER } from '../support/answers.ts';
import type { Play } from '../support/play.ts';
import { onBothBuilds, useBundles } from '../support/play.ts';

const BLOCK = 'purchase.checkout.block.render';
const OPEN_CARD = [
  'Goes well with your order',
  'Cakestand',
  'Because you bought Teacup',
  '£12.75',
  'Add',
  'Not now',
];

useBundles();

describe('the checkout block, in both builds', () => {
  for (const [what, answer] of [
    ['is down', 'down'],
    ['answers 500', { status: 500, body: { error: 'x' } }],
    ['sends another version', { status: 200, body: { v: 2 } }],
    ['does not answer in three seconds', 'hangs'],
    ['sends its quiet fallback', fallback()],
  ] as const) {
    onBothBuilds(`renders nothing when the server ${what}`, BLOCK, { decisions: [answer] }, async (play) => {
      await play.wait(2900);
      expect(play.hasSkeleton()).toBe(true);
      await play.wait(200);
      expect(play.hasSkeleton()).toBe(false);
      expect(play.texts()).toEqual([]);
      await play.wait(60_000);
      expect(questions(play)).toBe(2);
      expect(play.checkout.events()).toEqual([]);
    });
  }

  for (const [what, answer, kinds] of [
    ['was down', 'down', ['down 1']],
    ['answered 500', { status: 500, body: { error: 'x' } }, ['status 1']],
    ['refused the session token', { status: 401, body: { error: 'x' } }, ['token 1']],
    ['sent another version', { status: 200, body: { v: 2 } }, ['version 1']],
    ['sent no answer', { status: 200, body: ['?'] }, ['garbage 1']],
    ['sent its quiet fallback, which it has counted itself', fallback(), []],
  ] as const) {
    onBothBuilds(
      `asks once more two seconds after the server ${what}, in the same space, and tells it`,
      BLOCK,
      { storefront: [onSale(OFFER)], decisions: [answer, decided('checkout.block', [OFFER])] },
      async (play) => {
        await play.wait(1900);
        expect([questions(play), play.hasSkeleton()]).toEqual([1, true]);
        await play.wait(200);
        expect([questions(play), play.texts()]).toEqual([2, OPEN_CARD]);
        await play.wait(60_000);
        expect(questions(play)).toBe(2);
        expect(play.checkout.failures()).toEqual(kinds);
      },
    );
  }

  onBothBuilds(
    'takes the first of two answers, and tells that it was slow',
    BLOCK,
    {
      storefront: [onSale(OFFER), onSale(SECOND_OFFER)],
      decisions: [
        decided('checkout.block', [OFFER], 'd1', 2500),
        decided('checkout.block', [SECOND_OFFER], 'd2', 2500),
      ],
    },
    async (play) => {
      await play.wait(2600);
      expect(play.texts()).toEqual(OPEN_CARD);
      await play.wait(10_000);
      expect([questions(play), play.texts()]).toEqual([2, OPEN_CARD]);
      expect(play.checkout.failures()).toEqual(['slow 1']);
    },
  );

  onBothBuilds(
    'shows no answer that comes after the space was given back, and asks again for another cart',
    BLOCK,
    {
      storefront: [onSale(OFFER)],
      decisions: [
        decided('checkout.block', [OFFER], 'd1', 3500),
        decided('checkout.block', [OFFER], 'd2', 3500),
        decided('checkout.block', [OFFER], 'd3'),
      ],
    },
    async (play) => {
      await play.wait(10_000);
      expect(play.texts()).toEqual([]);
      play.checkout.values.set('localization.country', { isoCode: 'FR' });
      await play.wait(600);
      expect([questions(play), play.texts()]).toEqual([3, OPEN_CARD]);
      expect(play.checkout.failures()).toEqual(['timeout 1']);
    },
  );

  onBothBuilds(
    'takes away what was decided with a consent that is withdrawn, and its copy, even when the server is down',
    BLOCK,
    { storefront: [onSale(OFFER)], decisions: [decided('checkout.block', [OFFER]), 'down'] },
    async (play) => {
      await play.wait(500);
      expect(play.texts()).toEqual(OPEN_CARD);
      play.checkout.values.set('customerPrivacy', {
        allowedProcessing: { analytics: false, marketing: false, preferences: true },
      });
      await play.wait(1);
      expect(play.texts()).toEqual([]);
      await play.wait(5000);
      expect(play.texts()).toEqual([]);
      expect(play.checkout.storage.get('attune/1/copy/checkout.block')).toBeNull();
    },
  );
});

function questions({ checkout }: Play): number {
  return checkout.calls.filter(({ to }) => to.endsWith('/decision')).length;
}

function fallback() {
  const body = { v: 1, decisionId: 'd1', trackToken: 't', validUntil: null, placements: {}, fallback: true };
  return { status: 200, body };
}
