import type { ProductId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { ConsentLevel } from './consent.ts';

/** What a connection can tell: a text, a number, or whether something is so. */
export type ConnectedScalar = string | number | boolean;

/** The value beside a wishlist: how many products are on it. */
export const WISHLIST_FIELD = 'wishlist';

/** A text of this field, told by a connection, is the loyalty tier. */
export const TIER_FIELD = 'loyalty_tier';

/** Id of the connection that reads the tier out of a metafield in Shopify, one a shop: it is believed before all others. */
export const TIER_SOURCE = 'loyalty-tier';

/** What one connection told of a shopper at once; the next answer takes its place whole. */
export interface ConnectedAnswer {
  readonly at: Instant;
  /** From then on it is not used any more. */
  readonly until: Instant;
  /** The consent without which it is not kept. */
  readonly needs: ConsentLevel;
  /** By field. None: the connection knows nothing of them, or was switched off. */
  readonly values: Readonly<Record<string, ConnectedScalar>>;
  /** The products on the wishlist, by a connection that reads one. */
  readonly wishlist?: readonly ProductId[];
}

/** The newest answer of each connection, by its id. */
export type ConnectedAnswers = Readonly<Record<string, ConnectedAnswer>>;

/** One value, with what is known of it. */
export interface ConnectedValue extends Pick<ConnectedAnswer, 'at' | 'until' | 'needs'> {
  readonly value: ConnectedScalar;
  /** Id of the connection that told it. */
  readonly source: string;
}

/** The answers with another one; of two of one connection the newer stays, in whichever order they come. */
export function withAnswer(known: ConnectedAnswers, source: string, told: ConnectedAnswer): ConnectedAnswers {
  const before = known[source];
  return before !== undefined && before.at > told.at ? known : { ...known, [source]: told };
}

/** The answers without those that need this consent. Null where none is left. */
export function withoutAnswers(
  known: ConnectedAnswers | undefined,
  needs: readonly ConsentLevel[],
): ConnectedAnswers | null {
  const kept = Object.entries(known ?? {}).filter(([, answer]) => !needs.includes(answer.needs));
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

/** The wishlist of the newest answer that has one; of one second, the later id's. */
export function wishlistOfAnswers(answers: ConnectedAnswers): readonly ProductId[] | null {
  return byAge(answers).findLast(([, { wishlist }]) => wishlist)?.[1].wishlist ?? null;
}

/**
 * The answers by field. Where two connections tell the same field, the newer answer counts; of one second, the later id. A tier that Shopify's
 * own metafield tells goes before both, so that it does not change with whoever was asked last.
 */
export function valuesOfAnswers(answers: ConnectedAnswers): Readonly<Record<string, ConnectedValue>> {
  const values = byAge(answers).flatMap(([source, { at, until, needs, values }]) =>
    Object.entries(values).map(([field, value]) => [field, { value, at, until, needs, source }] as const),
  );
  return Object.fromEntries(values.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The oldest first, and last what goes before all others. */
function byAge(answers: ConnectedAnswers): readonly (readonly [source: string, answer: ConnectedAnswer])[] {
  const isLast = (source: string): number => (source === TIER_SOURCE ? 1 : 0);
  return Object.entries(answers).sort(
    ([a, left], [b, right]) => isLast(a) - isLast(b) || left.at - right.at || (a < b ? -1 : 1),
  );
}
