import type { Instant } from '../../kernel/instant.ts';

/** The values of one statement, each once. What a rule says reaches the SQL only as `$n`. */
export interface Parameters {
  readonly values: readonly unknown[];
  /** A number of any size and any number of decimals. */
  number(value: number): string;
  numbers(values: readonly number[]): string;
  text(value: string): string;
  texts(values: readonly string[]): string;
  boolean(value: boolean): string;
  /** The first fraction of a second as a timestamptz. */
  instant(value: Instant): string;
}

/** `first` are the values of `$1`, `$2`, ... that the statement is known to have. */
export function createParameters(first: readonly unknown[]): Parameters {
  const values = [...first];
  const places = new Map<string, string>();
  const place = (value: unknown, type: string): string => {
    const key = `${type} ${JSON.stringify(value)}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    values.push(value);
    const made = `$${values.length}::${type}`;
    places.set(key, made);
    return made;
  };
  return {
    values,
    number: (value) => place(String(value), Number.isSafeInteger(value) ? 'bigint' : 'numeric'),
    numbers: (all) => place(all.map(String), 'numeric[]'),
    text: (value) => place(storable(value), 'text'),
    texts: (all) => place(all.map(storable), 'text[]'),
    boolean: (value) => place(value, 'boolean'),
    instant: (value) => `to_timestamp(${place(value, 'float8')})`,
  };
}

/** PostgreSQL holds no NUL and no half of a surrogate pair, so nothing stored is such a text: NULL, which equals nothing. */
function storable(text: string): string | null {
  return text.includes('\0') || /\p{Surrogate}/u.test(text) ? null : text;
}
