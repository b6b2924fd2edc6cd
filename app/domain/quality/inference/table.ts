/** What is known of a row under a name; null where nothing is. */
export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;
