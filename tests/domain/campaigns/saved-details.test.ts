import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import type { DecisionQuestion } from '#app/domain/campaigns/decision.ts';
import { summarise } from '#app/domain/campaigns/saved-details.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { aQuestion, aSnapshot, savedDetails } from './shop.ts';

const address = {
  address1: '12 Mill Lane',
  city: 'Leeds',
  zip: 'LS1 4AB',
  countryCode: 'GB',
  provinceCode: 'ENG',
};
const saved = { address, paymentType: 'shop_pay' };

const kinds = (parts: Partial<DecisionQuestion>, placement = 'checkout.block', paymentHint = true) => {
  const snapshot = aSnapshot({ campaigns: [savedDetails({ address: true, paymentHint })] });
  const question = aQuestion({ savedDetails: saved, placements: [placement], ...parts });
  return (decide(snapshot, question).placements[placement] ?? []).map(({ kind }) => kind);
};
const signedIn = { shopperId: gid('Customer', 1) };

describe('saved details', () => {
  it('are offered to a signed-in shopper, and to others only with consent to preferences', () => {
    const consent = { preferences: true, analytics: false, marketing: false };
    expect(kinds(signedIn)).toEqual(['savedAddress', 'paymentHint']);
    expect(kinds({ consent })).toEqual(['savedAddress', 'paymentHint']);
    expect(kinds({})).toEqual([]);
  });

  it('stand where they are of use: the address at the address, the payment type at payment', () => {
    expect(kinds(signedIn, 'checkout.delivery-address')).toEqual(['savedAddress']);
    expect(kinds(signedIn, 'checkout.payment')).toEqual(['paymentHint']);
    expect(kinds(signedIn, 'checkout.payment', false)).toEqual([]);
  });

  it.each<[string, Partial<DecisionQuestion>]>([
    ['nothing is saved', { savedDetails: null }],
    ['what is saved is empty', { savedDetails: { address: { city: 'Leeds' }, paymentType: ' ' } }],
    ['both were dismissed', { dismissed: ['saved:address', 'saved:payment'] }],
  ])('are not offered when %s', (_, parts) => expect(kinds({ ...signedIn, ...parts })).toEqual([]));

  it('are shown once in an answer', () => {
    const snapshot = aSnapshot({ campaigns: [savedDetails({ address: true, paymentHint: true })] });
    const placements = ['checkout.delivery-address', 'checkout.payment', 'checkout.block'];
    const answer = decide(snapshot, aQuestion({ ...signedIn, savedDetails: saved, placements })).placements;
    expect(
      Object.values(answer)
        .flat()
        .map(({ key }) => key),
    ).toEqual(['saved:address', 'saved:payment']);
  });

  it.each([
    ['shop_pay', 'Last time you paid with Shop Pay.'],
    ['visa', 'Last time you paid with Visa.'],
    ['american_express', 'Last time you paid with American Express.'],
    ['Credit Card', 'Last time you paid with a card.'],
    ['shopify_payments', 'Last time you paid with a card.'],
    ['bank_transfer', 'Last time you paid by bank transfer.'],
    ['Mastercard', 'Last time you paid with Mastercard.'],
    ['amex', 'Last time you paid with American Express.'],
    ['some_new_wallet', 'Last time you paid with some new wallet.'],
  ])('name the payment type %s', (paymentType, text) => {
    const snapshot = aSnapshot({ campaigns: [savedDetails({ address: false, paymentHint: true })] });
    const question = aQuestion({ ...signedIn, savedDetails: { address: null, paymentType } });
    expect(decide(snapshot, question).placements['checkout.block']).toMatchObject([{ paymentType, text }]);
  });

  it.each([
    ['de-AT', 'Zuletzt haben Sie mit PayPal bezahlt.', 'Zuletzt haben Sie mit Karte bezahlt.'],
    ['fr', 'Vous avez payé avec PayPal la dernière fois.', 'Vous avez payé par carte la dernière fois.'],
    ['es-MX', 'La última vez pagaste con PayPal.', 'La última vez pagaste con tarjeta.'],
    ['ja', '前回はPayPalでお支払いいただきました。', '前回はカードでお支払いいただきました。'],
    ['nl', 'Last time you paid with PayPal.', 'Last time you paid with a card.'],
    [null, 'Last time you paid with PayPal.', 'Last time you paid with a card.'],
  ])('name the payment type in the language %s of the checkout', (language, ...texts) => {
    const snapshot = aSnapshot({ campaigns: [savedDetails({ address: false, paymentHint: true })] });
    const textOf = (paymentType: string) => {
      const question = aQuestion({ ...signedIn, language, savedDetails: { address: null, paymentType } });
      const [item] = decide(snapshot, question).placements['checkout.block'] ?? [];
      return item?.kind === 'paymentHint' ? item.text : null;
    };
    expect(['paypal', 'credit_card'].map(textOf)).toEqual(texts);
  });
});

describe('summarise', () => {
  it.each([
    [address, '12 Mill Lane, Leeds LS1 4AB'],
    [{ ...address, address2: 'Flat 3' }, '12 Mill Lane, Flat 3, Leeds LS1 4AB'],
    [
      { address1: '1 Main St', city: 'Springfield', zip: '62701', provinceCode: 'IL', countryCode: 'US' },
      '1 Main St, Springfield IL 62701',
    ],
    [{ address1: '1 Rue', city: 'Paris' }, '1 Rue, Paris'],
  ])('gives one line of %j', (given, line) => expect(summarise(given)).toBe(line));
});
