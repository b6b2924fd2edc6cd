import { TIER_FIELD } from '../../profiles/connected.ts';
import type { ConsentLevel } from '../../profiles/consent.ts';

/** What a connection's value is. */
export const FIELD_TYPES = ['text', 'number', 'flag'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** What a shop knows of a customer by itself, that an answer about them must not contradict. */
export const KNOWN_ATTRIBUTES = ['country', 'language'] as const;
export type KnownAttribute = (typeof KNOWN_ATTRIBUTES)[number];

/** One value of an answer that becomes a fact. */
export interface FieldMapping {
  /** As rules name it. */
  readonly field: string;
  /** Where in the answer: names of members with a point between them. */
  readonly path: string;
  readonly type: FieldType;
  /** The answer is about somebody else where this value differs from what the shop knows. */
  readonly mustMatch?: KnownAttribute | undefined;
}

/** A JSON endpoint of the merchant's. */
export interface JsonSource {
  readonly kind: 'json';
  /** With `{{customerId}}` or `{{emailHash}}` where the customer is named. */
  readonly url: string;
  /** The header that carries the secret; none without one. */
  readonly secretHeader: string;
  readonly fields: readonly FieldMapping[];
}

/** What the tables of places tell: the fields, as rules name them. */
export const PLACE_FIELDS = ['continent', 'currency', 'region', 'postcode_area', 'local_language'] as const;

/** Tables of countries, regions and postcodes that come with Attune: nobody is asked. */
export interface PlacesSource {
  readonly kind: 'places';
}

/** Where a metafield of the customer in Shopify is. */
export interface MetafieldPlace {
  readonly namespace: string;
  readonly key: string;
}

/** A metafield that lists products (type `list.product_reference`). */
export interface WishlistSource extends MetafieldPlace {
  readonly kind: 'wishlist';
}

/** A metafield that holds the loyalty tier (read-tier-metafield.ts says in which types). */
export interface TierSource extends MetafieldPlace {
  readonly kind: 'tier';
  /** Where in the JSON of the metafield: names of members with a point between them. Left out: the metafield holds the tier alone. */
  readonly path?: string | undefined;
}

export type ConnectionSource = JsonSource | PlacesSource | WishlistSource | TierSource;

export interface ConnectionSettings {
  readonly source: ConnectionSource;
  /** The consent without which a customer is neither asked about nor anything of it kept. */
  readonly needs: ConsentLevel;
  /** A customer is asked about again after so many days. */
  readonly refreshDays: number;
  /** A value is used for so many days; longer than `refreshDays`, so that it does not lapse between two answers. */
  readonly keepDays: number;
  /** Requests a second to the server at most; left out: DEFAULT_REQUESTS_PER_SECOND. */
  readonly requestsPerSecond?: number | undefined;
}

/** Few: what a CRM's interface allows an app is often less than 5, and nobody waits for an answer. */
export const DEFAULT_REQUESTS_PER_SECOND = 2;

/** The facts that a source tells, by their fields. A wishlist has facts of its own. */
export function fieldsOf(source: ConnectionSource): readonly string[] {
  switch (source.kind) {
    case 'places':
      return PLACE_FIELDS;
    case 'json':
      return source.fields.map(({ field }) => field);
    case 'wishlist':
      return [];
    case 'tier':
      return [TIER_FIELD];
  }
}
