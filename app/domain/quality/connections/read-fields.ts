import type { ProductId } from '../../kernel/ids.ts';
import type { ConnectedScalar } from '../../profiles/connected.ts';
import type { FieldMapping, FieldType, KnownAttribute } from './connection.ts';

/** What an answer says, as far as the mapping asks for it. */
export interface ReadFields {
  readonly values: Readonly<Record<string, ConnectedScalar>>;
  /** What it says of things that the shop knows by itself. */
  readonly claims: Readonly<Partial<Record<KnownAttribute, string>>>;
  /** Fields whose value was there and was not of the type that was expected. */
  readonly unfit: readonly string[];
  /** The products on the customer's wishlist, where it was asked for. */
  readonly wishlist?: readonly ProductId[];
}

/** Longer texts are no values but documents. */
export const LONGEST_TEXT = 200;

/** Reads the fields out of a JSON answer. What is not there, or null, is left out; nothing is converted from one type to another. */
export function readFields(answer: unknown, mappings: readonly FieldMapping[]): ReadFields {
  const values: Record<string, ConnectedScalar> = {};
  const claims: Partial<Record<KnownAttribute, string>> = {};
  const unfit: string[] = [];
  for (const { field, path, type, mustMatch } of mappings) {
    const found = memberAt(answer, path);
    if (found === undefined || found === null) continue;
    if (!isOfType(found, type)) {
      unfit.push(field);
      continue;
    }
    values[field] = found;
    if (mustMatch && typeof found === 'string') claims[mustMatch] = found;
  }
  return { values, claims, unfit };
}

/** The member of an answer at a path; undefined where there is none. */
export function memberAt(answer: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inside, name) => {
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, name)) return undefined;
    return (inside as Readonly<Record<string, unknown>>)[name];
  }, answer);
}

function isOfType(found: unknown, type: FieldType): found is ConnectedScalar {
  switch (type) {
    case 'text':
      return typeof found === 'string' && found !== '' && found.length <= LONGEST_TEXT;
    case 'number':
      return typeof found === 'number' && Number.isFinite(found);
    case 'flag':
      return typeof found === 'boolean';
  }
}

/**
 * The first thing an answer says that the shop knows to be otherwise; null when it contradicts nothing. Countries are compared as codes,
 * languages by their first part ("en-GB" is "en"), both without case; what the shop does not know contradicts nothing.
 */
export function contradiction(
  claims: ReadFields['claims'],
  known: Readonly<Record<KnownAttribute, string | null>>,
): KnownAttribute | null {
  const differs = (attribute: KnownAttribute): boolean => {
    const [claimed, fact] = [claims[attribute], known[attribute]];
    return claimed !== undefined && fact !== null && keyOf(claimed) !== keyOf(fact);
  };
  return differs('country') ? 'country' : differs('language') ? 'language' : null;
}

function keyOf(code: string): string {
  return code.trim().toLowerCase().split(/[-_]/, 1)[0] ?? '';
}
