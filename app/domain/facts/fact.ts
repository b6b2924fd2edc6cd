/** What a fact's value is. Money is minor units of the shop's currency inside, decimal text in a rule; durations are seconds. */
export type FactType = 'number' | 'money' | 'text' | 'textList' | 'boolean' | 'instant' | 'duration';

/** By what a fact can be narrowed: `purchases.count of type "Mug"`. */
export const DIMENSIONS = ['product', 'type', 'vendor', 'tag', 'collection', 'query', 'field'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What products can be told apart by. */
export const PRODUCT_DIMENSIONS = ['product', 'type', 'vendor', 'tag', 'collection'] as const;

/** One named value a rule may ask about. */
export interface FactDefinition {
  readonly name: string;
  readonly type: FactType;
  /** For the editor: what it is and when it is missing. */
  readonly description: string;
  /** As it reads inside a sentence: "the number of purchases". */
  readonly phrase: string;
  /** The same before what it is narrowed to: "the number of purchases of". With `dimensions` only. */
  readonly narrowedPhrase?: string;
  /** Whether a window (`within N days`) may follow it. */
  readonly isWindowable: boolean;
  /**
   * 'checkout' facts exist only during a render; a rule that reads one is decided per checkout. 'browsing' facts come from the
   * shop's pages, by a web pixel and only with the shopper's consent: where a profile has none, counts and sums are 0. 'estimate'
   * facts are what models say of a shopper, as of their last fit; 'connection' facts are what other systems of the merchant told, until
   * they expire.
   */
  readonly source: 'profile' | 'browsing' | 'estimate' | 'connection' | 'checkout';
  /**
   * A missing value may be inferred by a model, where a rule asks for that (`INFERRED 90`). Nothing that tells of health, faith, origin,
   * sex or age is ever one of them.
   */
  readonly isInferable?: true;
  /** By what it may be narrowed; nothing when left out. */
  readonly dimensions?: readonly Dimension[];
  /** It means nothing by itself: it must be narrowed. */
  readonly isAlwaysNarrowed?: true;
  /** A code: rules may write it in any case, and it is read as Shopify writes it. */
  readonly format?: 'country' | 'language';
  /** For a text of few values: what it may be. */
  readonly values?: readonly string[];
}
