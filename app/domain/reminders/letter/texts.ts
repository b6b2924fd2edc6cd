import type { Reason } from './reason.ts';

/** What a reminder says in one language. */
export interface LetterTexts {
  subject(shopName: string): string;
  greeting(firstName: string | null): string;
  readonly intro: string;
  quantity(count: number): string;
  readonly button: string;
  readonly suggestions: string;
  reason(reason: Reason): string;
  /** Why the reader gets this message. */
  why(shopName: string): string;
  readonly unsubscribe: string;
}

const en: LetterTexts = {
  subject: (shop) => `Your cart at ${shop}`,
  greeting: (name) => (name === null ? 'Hello,' : `Hello ${name},`),
  intro: 'you left this in your cart. It is still there, at today’s price.',
  quantity: (count) => `Quantity: ${count}`,
  button: 'Back to your cart',
  suggestions: 'You may also like',
  reason: ({ code, title }) => {
    if (code === 'bought-together')
      return title ? `Bought together with ${title}` : 'Bought together with your cart';
    if (code === 'because-you-bought')
      return title ? `Because you bought ${title}` : 'Because of what you bought';
    if (code === 'bought-before') return 'You bought this before';
    if (code === 'on-wishlist') return 'On your wishlist';
    if (code === 'similar') return title ? `Similar to ${title}` : 'Similar to what is in your cart';
    if (code === 'chosen') return 'Picked by the shop';
    return code === 'popular' ? 'Popular with other shoppers' : 'Also in the shop';
  },
  why: (shop) => `You get this because you agreed to e-mail from ${shop} and left a cart.`,
  unsubscribe: 'Unsubscribe from cart reminders',
};

const de: LetterTexts = {
  subject: (shop) => `Dein Warenkorb bei ${shop}`,
  greeting: (name) => (name === null ? 'Hallo,' : `Hallo ${name},`),
  intro: 'das liegt noch in deinem Warenkorb, zum heutigen Preis.',
  quantity: (count) => `Menge: ${count}`,
  button: 'Zurück zum Warenkorb',
  suggestions: 'Das könnte dir auch gefallen',
  reason: ({ code, title }) => {
    if (code === 'bought-together')
      return title ? `Zusammen gekauft mit ${title}` : 'Zusammen mit deinem Warenkorb gekauft';
    if (code === 'because-you-bought')
      return title ? `Weil du ${title} gekauft hast` : 'Passt zu deinen Einkäufen';
    if (code === 'bought-before') return 'Das hast du schon einmal gekauft';
    if (code === 'on-wishlist') return 'Auf deiner Wunschliste';
    if (code === 'similar') return title ? `Ähnlich wie ${title}` : 'Ähnlich wie dein Warenkorb';
    if (code === 'chosen') return 'Vom Shop ausgewählt';
    return code === 'popular' ? 'Beliebt bei anderen' : 'Auch im Shop';
  },
  why: (shop) =>
    `Du bekommst diese Nachricht, weil du E-Mails von ${shop} zugestimmt und einen Warenkorb zurückgelassen hast.`,
  unsubscribe: 'Keine Warenkorb-Erinnerungen mehr',
};

const fr: LetterTexts = {
  subject: (shop) => `Votre panier chez ${shop}`,
  greeting: (name) => (name === null ? 'Bonjour,' : `Bonjour ${name},`),
  intro: 'voici ce qui est resté dans votre panier, au prix d’aujourd’hui.',
  quantity: (count) => `Quantité : ${count}`,
  button: 'Retour au panier',
  suggestions: 'Vous aimerez peut-être aussi',
  reason: ({ code, title }) => {
    if (code === 'bought-together') return title ? `Acheté avec ${title}` : 'Acheté avec votre panier';
    if (code === 'because-you-bought')
      return title ? `Parce que vous avez acheté ${title}` : 'D’après vos achats';
    if (code === 'bought-before') return 'Vous l’avez déjà acheté';
    if (code === 'on-wishlist') return 'Dans votre liste d’envies';
    if (code === 'similar') return title ? `Semblable à ${title}` : 'Semblable à votre panier';
    if (code === 'chosen') return 'Choisi par la boutique';
    return code === 'popular' ? 'Apprécié des autres clients' : 'Aussi dans la boutique';
  },
  why: (shop) =>
    `Vous recevez ce message parce que vous avez accepté les e-mails de ${shop} et laissé un panier.`,
  unsubscribe: 'Ne plus recevoir de rappels de panier',
};

const es: LetterTexts = {
  subject: (shop) => `Tu carrito en ${shop}`,
  greeting: (name) => (name === null ? 'Hola:' : `Hola, ${name}:`),
  intro: 'esto sigue en tu carrito, al precio de hoy.',
  quantity: (count) => `Cantidad: ${count}`,
  button: 'Volver al carrito',
  suggestions: 'También te puede gustar',
  reason: ({ code, title }) => {
    if (code === 'bought-together')
      return title ? `Se compra junto con ${title}` : 'Se compra junto con tu carrito';
    if (code === 'because-you-bought') return title ? `Porque compraste ${title}` : 'Por tus compras';
    if (code === 'bought-before') return 'Ya lo compraste antes';
    if (code === 'on-wishlist') return 'En tu lista de deseos';
    if (code === 'similar') return title ? `Parecido a ${title}` : 'Parecido a tu carrito';
    if (code === 'chosen') return 'Elegido por la tienda';
    return code === 'popular' ? 'Popular entre otros clientes' : 'También en la tienda';
  },
  why: (shop) => `Recibes este mensaje porque aceptaste correos de ${shop} y dejaste un carrito.`,
  unsubscribe: 'No recibir más recordatorios de carrito',
};

const ja: LetterTexts = {
  subject: (shop) => `${shop}のカートに商品があります`,
  greeting: (name) => (name === null ? 'こんにちは。' : `${name}様`),
  intro: 'カートに商品が残っています。価格は本日のものです。',
  quantity: (count) => `数量: ${count}`,
  button: 'カートに戻る',
  suggestions: 'こちらもおすすめです',
  reason: ({ code, title }) => {
    if (code === 'bought-together')
      return title ? `${title}と一緒に購入されています` : 'カートの商品と一緒に購入されています';
    if (code === 'because-you-bought') return title ? `${title}を購入されたため` : 'これまでのご購入から';
    if (code === 'bought-before') return '以前に購入されています';
    if (code === 'on-wishlist') return 'ほしいものリストの商品です';
    if (code === 'similar') return title ? `${title}に似た商品` : 'カートの商品に似ています';
    if (code === 'chosen') return 'ショップのおすすめ';
    return code === 'popular' ? 'ほかのお客様に人気です' : 'ショップの商品';
  },
  why: (shop) => `${shop}からのメールに同意し、カートに商品を残されたためお送りしています。`,
  unsubscribe: 'カートのお知らせを停止する',
};

const TEXTS: Readonly<Record<string, LetterTexts>> = { en, de, fr, es, ja };

export const LETTER_LANGUAGES: readonly string[] = Object.keys(TEXTS);

/** The language of a reminder for a locale such as "de-AT": its own where there are texts, else English. */
export function letterLanguage(locale: string | null): string {
  const base = locale?.split(/[-_]/)[0]?.toLowerCase() ?? '';
  return LETTER_LANGUAGES.includes(base) ? base : 'en';
}

/** The texts of a language of LETTER_LANGUAGES; English for any other. */
export function textsOf(language: string): LetterTexts {
  return TEXTS[language] ?? en;
}
