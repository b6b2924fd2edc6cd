import { baseLanguage, languageTag } from './locale.ts';

/** Ways to pay that have a word in each language; any other is a brand and keeps its name. */
type Way = 'card' | 'bankTransfer' | 'giftCard';

interface Words {
  readonly sentence: (by: string) => string;
  readonly byBrand: (name: string) => string;
  readonly byWay: Readonly<Record<Way, string>>;
}

const ENGLISH: Words = {
  sentence: (by) => `Last time you paid ${by}.`,
  byBrand: (name) => `with ${name}`,
  byWay: { card: 'with a card', bankTransfer: 'by bank transfer', giftCard: 'with a gift card' },
};

const WORDS: ReadonlyMap<string, Words> = new Map<string, Words>([
  [
    'de',
    {
      sentence: (by) => `Zuletzt haben Sie ${by} bezahlt.`,
      byBrand: (name) => `mit ${name}`,
      byWay: { card: 'mit Karte', bankTransfer: 'per Überweisung', giftCard: 'mit einer Geschenkkarte' },
    },
  ],
  [
    'fr',
    {
      sentence: (by) => `Vous avez payé ${by} la dernière fois.`,
      byBrand: (name) => `avec ${name}`,
      byWay: { card: 'par carte', bankTransfer: 'par virement', giftCard: 'avec une carte-cadeau' },
    },
  ],
  [
    'es',
    {
      sentence: (by) => `La última vez pagaste ${by}.`,
      byBrand: (name) => `con ${name}`,
      byWay: {
        card: 'con tarjeta',
        bankTransfer: 'por transferencia',
        giftCard: 'con una tarjeta de regalo',
      },
    },
  ],
  [
    'ja',
    {
      sentence: (by) => `前回は${by}でお支払いいただきました。`,
      byBrand: (name) => name,
      byWay: { card: 'カード', bankTransfer: '銀行振込', giftCard: 'ギフトカード' },
    },
  ],
]);

/** Shopify names a gateway, a wallet or a card's brand; under a gateway's own name a shopper knows only the card. */
const WAYS: ReadonlyMap<string, Way> = new Map<string, Way>([
  ['credit_card', 'card'],
  ['card', 'card'],
  ['shopify_payments', 'card'],
  ['bank_transfer', 'bankTransfer'],
  ['gift_card', 'giftCard'],
]);

const BRANDS: ReadonlyMap<string, string> = new Map([
  ['visa', 'Visa'],
  ['mastercard', 'Mastercard'],
  ['american_express', 'American Express'],
  ['amex', 'American Express'],
  ['paypal', 'PayPal'],
  ['shop_pay', 'Shop Pay'],
  ['apple_pay', 'Apple Pay'],
  ['google_pay', 'Google Pay'],
  ['klarna', 'Klarna'],
]);

/** "Last time you paid with PayPal.", in German, French, Spanish and Japanese too; in English to all others. */
export function paymentHint(paymentType: string, language: string | null): string {
  const tag = languageTag(language);
  const { sentence, byBrand, byWay } = (tag && WORDS.get(baseLanguage(tag))) || ENGLISH;
  const typed = paymentType.trim();
  const known = typed.toLowerCase().replace(/[\s-]+/g, '_');
  const way = WAYS.get(known);
  return sentence(way ? byWay[way] : byBrand(BRANDS.get(known) ?? typed.replaceAll('_', ' ')));
}
