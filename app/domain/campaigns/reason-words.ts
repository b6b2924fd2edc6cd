import type { TitleOf } from '../recommendations/ranking/explain.ts';
import { intervalOf, isOften, type Interval } from '../recommendations/ranking/reasons.ts';
import type { Reason } from './decision.ts';
import { baseLanguage, languageTag } from './locale.ts';

/** What the sentences of a language are made of. `title` is of the product that a reason names. */
interface Words {
  readonly pinned: string;
  readonly handPicked: string;
  readonly handSetPair: (title: string | null) => string;
  readonly boughtTogether: (title: string | null, isOften: boolean) => string;
  readonly becauseYouBought: (title: string | null) => string;
  readonly timeToRefill: (every: Interval) => string;
  readonly boughtBefore: (times: number) => string;
  readonly viewed: string;
  readonly onWishlist: string;
  readonly similar: (title: string | null) => string;
  readonly popularInCountry: string;
  readonly popularThisWeek: string;
  readonly popular: string;
  readonly boughtByOthers: string;
  readonly isNew: string;
}

/** As "every day", "every 2 weeks": by unit, the words for one and for more. */
function every(units: Readonly<Record<Interval['unit'], readonly [one: string, more: string]>>) {
  return ({ count, unit }: Interval): string => {
    const [one, more] = units[unit];
    return count === 1 ? one : more.replace('#', `${count}`);
  };
}

const everyInGerman = every({
  day: ['jeden Tag', 'alle # Tage'],
  week: ['jede Woche', 'alle # Wochen'],
  month: ['jeden Monat', 'alle # Monate'],
});
const everyInFrench = every({
  day: ['chaque jour', 'tous les # jours'],
  week: ['chaque semaine', 'toutes les # semaines'],
  month: ['chaque mois', 'tous les # mois'],
});
const everyInSpanish = every({
  day: ['cada día', 'cada # días'],
  week: ['cada semana', 'cada # semanas'],
  month: ['cada mes', 'cada # meses'],
});
const everyInJapanese = every({
  day: ['毎日', '#日ごとに'],
  week: ['毎週', '#週間ごとに'],
  month: ['毎月', '#か月ごとに'],
});

const WORDS: ReadonlyMap<string, Words> = new Map<string, Words>([
  [
    'de',
    {
      pinned: 'Vom Shop ausgesucht',
      handPicked: 'Vom Shop für Sie ausgesucht',
      handSetPair: (title) =>
        title === null ? 'Der Shop empfiehlt es dazu' : `Der Shop empfiehlt es zu ${title}`,
      boughtTogether: (title, often) =>
        `${often ? 'Oft' : 'Schon'} ${title === null ? 'dazu' : `zusammen mit ${title}`} gekauft`,
      becauseYouBought: (title) =>
        title === null ? 'Passt zu dem, was Sie früher gekauft haben' : `Weil Sie ${title} gekauft haben`,
      timeToRefill: (interval) => `Zeit für Nachschub: Sie kaufen es ${everyInGerman(interval)}`,
      boughtBefore: (times) =>
        times === 1 ? 'Das haben Sie schon gekauft' : `Das haben Sie schon ${times}-mal gekauft`,
      viewed: 'Das haben Sie sich kürzlich angesehen',
      onWishlist: 'Auf Ihrer Wunschliste',
      similar: (title) => (title === null ? 'Ähnlich wie das, was Sie kaufen' : `Ähnlich wie ${title}`),
      popularInCountry: 'Diese Woche in Ihrem Land beliebt',
      popularThisWeek: 'Diese Woche bei anderen beliebt',
      popular: 'Bei anderen beliebt',
      boughtByOthers: 'Von anderen gekauft',
      isNew: 'Neu im Shop',
    },
  ],
  [
    'fr',
    {
      pinned: 'Sélectionné par la boutique',
      handPicked: 'Choisi pour vous par la boutique',
      handSetPair: (title) =>
        title === null ? 'La boutique le suggère avec vos achats' : `La boutique le suggère avec ${title}`,
      boughtTogether: (title, often) =>
        `${often ? 'Souvent acheté' : 'Acheté'} avec ${title ?? 'ce que vous achetez'}`,
      becauseYouBought: (title) =>
        title === null ? 'En lien avec vos achats précédents' : `Parce que vous avez acheté ${title}`,
      timeToRefill: (interval) => `C’est le moment d’en racheter : vous l’achetez ${everyInFrench(interval)}`,
      boughtBefore: (times) =>
        times === 1 ? 'Vous l’avez déjà acheté' : `Vous l’avez déjà acheté ${times} fois`,
      viewed: 'Vous l’avez consulté récemment',
      onWishlist: 'Dans votre liste d’envies',
      similar: (title) => `Semblable à ${title ?? 'ce que vous achetez'}`,
      popularInCountry: 'Populaire dans votre pays cette semaine',
      popularThisWeek: 'Populaire auprès des autres clients cette semaine',
      popular: 'Populaire auprès des autres clients',
      boughtByOthers: 'Acheté par d’autres clients',
      isNew: 'Nouveau dans la boutique',
    },
  ],
  [
    'es',
    {
      pinned: 'Seleccionado por la tienda',
      handPicked: 'Elegido para ti por la tienda',
      handSetPair: (title) =>
        title === null ? 'La tienda lo sugiere con tu compra' : `La tienda lo sugiere con ${title}`,
      boughtTogether: (title, often) =>
        `${often ? 'Se compra a menudo' : 'Se ha comprado'} con ${title ?? 'lo que compras'}`,
      becauseYouBought: (title) =>
        title === null ? 'Por lo que compraste antes' : `Porque compraste ${title}`,
      timeToRefill: (interval) => `Hora de reponer: lo compras ${everyInSpanish(interval)}`,
      boughtBefore: (times) => (times === 1 ? 'Ya lo compraste' : `Ya lo compraste ${times} veces`),
      viewed: 'Lo viste hace poco',
      onWishlist: 'En tu lista de deseos',
      similar: (title) => `Parecido a ${title ?? 'lo que compras'}`,
      popularInCountry: 'Popular en tu país esta semana',
      popularThisWeek: 'Popular entre otros clientes esta semana',
      popular: 'Popular entre otros clientes',
      boughtByOthers: 'Comprado por otros clientes',
      isNew: 'Nuevo en la tienda',
    },
  ],
  [
    'ja',
    {
      pinned: 'ショップのおすすめ',
      handPicked: 'ショップがお客様のために選びました',
      handSetPair: (title) => (title === null ? 'ご一緒におすすめです' : `${title}とご一緒におすすめです`),
      boughtTogether: (title, often) =>
        `${title === null ? '' : `${title}と`}${often ? 'よく一緒に購入されています' : '一緒に購入されています'}`,
      becauseYouBought: (title) =>
        title === null ? '以前のご購入に関連した商品です' : `${title}をご購入されたため`,
      timeToRefill: (interval) => `そろそろ補充の時期です（${everyInJapanese(interval)}ご購入）`,
      boughtBefore: (times) =>
        times === 1 ? '以前ご購入された商品です' : `これまでに${times}回ご購入されました`,
      viewed: '最近ご覧になった商品です',
      onWishlist: 'お気に入りリストの商品です',
      similar: (title) => (title === null ? 'お選びの商品に似ています' : `${title}に似た商品です`),
      popularInCountry: '今週お住まいの国で人気です',
      popularThisWeek: '今週ほかのお客様に人気です',
      popular: 'ほかのお客様に人気です',
      boughtByOthers: 'ほかのお客様が購入しました',
      isNew: '新着商品です',
    },
  ],
]);

/** Who reads reasons, and where. */
export interface Reader {
  /** The page's language tag; null where nobody said. */
  readonly language: string | null;
  /** The order is placed: there is no cart any more. */
  readonly isPlaced: boolean;
  readonly titleOf: TitleOf;
}

/**
 * What tells reasons in the reader's language: German, French, Spanish and Japanese; in English to all others, by the reason's own text,
 * which the merchant reads too.
 */
export function reasonWriter({ language, isPlaced, titleOf }: Reader): (reason: Reason) => string {
  const tag = languageTag(language);
  const words = tag === null ? undefined : WORDS.get(baseLanguage(tag));
  if (words) return (reason) => sentenceOf(reason, words, titleOf) ?? reason.text;
  return ({ text }) => (isPlaced ? withoutCart(text) : text);
}

/** An English reason on the page of a placed order. */
function withoutCart(text: string): string {
  return text.replace(/what is in this cart$/, 'what you bought').replace(/ in this cart$/, '');
}

/** Null for a reason that is no offer's. */
function sentenceOf({ code, evidence }: Reason, words: Words, titleOf: TitleOf): string | null {
  const count = (name: string): number => Number(evidence[name] ?? 0);
  const { productId } = evidence;
  const title = typeof productId === 'string' ? titleOf(productId) : null;
  switch (code) {
    case 'pinned':
      return words.pinned;
    case 'hand-picked':
      return words.handPicked;
    case 'hand-set-pair':
      return words.handSetPair(title);
    case 'bought-together':
      return words.boughtTogether(title, isOften(count('orders')));
    case 'because-you-bought':
      return words.becauseYouBought(title);
    case 'time-to-refill':
      return words.timeToRefill(intervalOf(count('everyDays')));
    case 'bought-before':
      return words.boughtBefore(count('timesBought'));
    case 'viewed':
      return words.viewed;
    case 'on-wishlist':
      return words.onWishlist;
    case 'similar':
      return words.similar(title);
    case 'popular-in-country':
      return words.popularInCountry;
    case 'popular':
      return popularIn(words, count('orders'), 'days' in evidence);
    default:
      return null;
  }
}

function popularIn(words: Words, orders: number, isThisWeek: boolean): string {
  if (isOften(orders)) return isThisWeek ? words.popularThisWeek : words.popular;
  return orders > 0 ? words.boughtByOthers : words.isNew;
}
