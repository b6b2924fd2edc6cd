import type { Money } from '../../kernel/money.ts';

/** A product as a reminder shows it: what it costs and where it is, as Shopify said a moment before. */
export interface LetterItem {
  readonly title: string;
  readonly price: Money;
  /** Of the product's page. */
  readonly url: string;
  readonly imageUrl: string | null;
}

export interface LetterLine extends LetterItem {
  readonly quantity: number;
}

export interface LetterSuggestion extends LetterItem {
  /** Why it is suggested, in the reader's language. */
  readonly reason: string;
}

/** What a reminder says. */
export interface LetterContent {
  /** A language of texts.ts. */
  readonly language: string;
  readonly shopName: string;
  readonly shopUrl: string;
  readonly firstName: string | null;
  readonly lines: readonly LetterLine[];
  readonly suggestions: readonly LetterSuggestion[];
  /** Puts the lines into a cart again. */
  readonly cartUrl: string;
  readonly unsubscribeUrl: string;
  readonly postalAddress: string;
}

/** A message ready to be sent. */
export interface Letter {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}
