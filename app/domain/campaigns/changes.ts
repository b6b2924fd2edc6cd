import type { Money } from '../kernel/money.ts';

/** A value of a campaign that is not looked into further: a word, a number, an amount, a list. */
export type FieldValue = string | number | boolean | null | Money | readonly string[] | readonly Money[];

/** One field that two versions of a campaign hold differently. Null too where a version has no such field. */
export interface FieldChange {
  /** Dotted, e.g. "content.headline". */
  readonly path: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** What changed from one version to the next, field by field, in the order of the newer one; lists are compared whole. */
export function changedFields(before: object, after: object): readonly FieldChange[] {
  const [old, young] = [fieldsOf(before), fieldsOf(after)];
  const paths = new Set([...young.keys(), ...old.keys()]);
  return [...paths].flatMap((path) => {
    const change = { path, before: old.get(path) ?? null, after: young.get(path) ?? null };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

function fieldsOf(value: object, prefix = ''): ReadonlyMap<string, FieldValue> {
  const fields = new Map<string, FieldValue>();
  for (const [name, part] of Object.entries(value) as [string, FieldValue | object][]) {
    const path = `${prefix}${name}`;
    if (!isRecord(part)) fields.set(path, part);
    else for (const [inner, leaf] of fieldsOf(part, `${path}.`)) fields.set(inner, leaf);
  }
  return fields;
}

function isRecord(value: FieldValue | object): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('amountMinor' in value);
}
