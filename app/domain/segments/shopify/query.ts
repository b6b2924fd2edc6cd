import { COMPARISONS, type Comparison, type Span } from '../ast.ts';

export { COMPARISONS, type Comparison };

/** A day as a query names it. Whole days of the shop's time zone. */
export type Day =
  /** `today` is 0, `yesterday` and `-1d` are 1, `+7d` is -7. */
  | { readonly kind: 'ago'; readonly days: number }
  /** YYYY-MM-DD. */
  | { readonly kind: 'date'; readonly date: string }
  /** `-8m`, `-1y` (12 months). */
  | { readonly kind: 'months-ago'; readonly months: number }
  /** A date with a time of day. */
  | { readonly kind: 'moment'; readonly text: string };

export type QueryValue = (
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'boolean'; readonly isTrue: boolean }
  | { readonly kind: 'day'; readonly day: Day }
) & { readonly span: Span };

/** What is asked of an attribute or of a function's parameter. */
export type QueryTest =
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly value: QueryValue }
  | { readonly kind: 'in'; readonly values: readonly QueryValue[]; readonly isNegated: boolean }
  | { readonly kind: 'contains'; readonly value: QueryValue; readonly isNegated: boolean }
  | { readonly kind: 'between'; readonly low: QueryValue; readonly high: QueryValue }
  | { readonly kind: 'presence'; readonly isSet: boolean };

interface Named {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** `date > -30d` inside MATCHES (..). */
export interface Parameter extends Named {
  readonly test: QueryTest;
}

/** `number_of_orders > 5` */
export interface AttributeClause extends Named {
  readonly kind: 'attribute';
  readonly test: QueryTest;
}

/** `products_purchased MATCHES (id = 1)` */
export interface FunctionClause extends Named {
  readonly kind: 'function';
  readonly parameters: readonly Parameter[];
  readonly isNegated: boolean;
}

export type Clause = AttributeClause | FunctionClause;

/** A query of Shopify's segment language as a tree. `and` and `or` hold two operands or more. */
export type Query =
  { readonly kind: 'and' | 'or'; readonly operands: readonly Query[]; readonly span: Span } | Clause;

/** One thing that is wrong with a query, or that one of the two languages cannot say. `frame` shows it in its text. */
export interface QueryProblem {
  readonly code: 'unreadable' | 'unknown-name' | 'not-expressible' | 'wrong-value' | 'too-large';
  /** What it is about: an attribute, a parameter, a fact, an operator. */
  readonly subject: string;
  readonly span: Span;
  readonly message: string;
}

/** Something that was carried over and is measured differently on the other side. */
export interface QueryNote {
  readonly subject: string;
  readonly span: Span;
  readonly message: string;
}
