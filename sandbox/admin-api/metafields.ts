import { createHash } from 'node:crypto';
import type { JsonLines } from '#sandbox/shop/json-lines.ts';

export interface Metafield {
  readonly id: number;
  readonly ownerId: string;
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly value: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Metafields of all owners. */
export interface MetafieldStore {
  set(field: Omit<Metafield, 'id' | 'createdAt' | 'updatedAt'>, at: number): Metafield;
  find(ownerId: string, namespace: string, key: string): Metafield | undefined;
  list(ownerId: string, namespace?: string): Metafield[];
}

/** `lines` keeps what was set, so that a restart knows it too. */
export function createMetafieldStore(lines: JsonLines<Metafield>): MetafieldStore {
  const nameOf = (ownerId: string, namespace: string, key: string): string =>
    `${ownerId} ${namespace} ${key}`;
  const fields = new Map(
    lines.readAll().map((field) => [nameOf(field.ownerId, field.namespace, field.key), field]),
  );
  return {
    set: (field, at) => {
      const name = nameOf(field.ownerId, field.namespace, field.key);
      const before = fields.get(name);
      const stored = {
        ...field,
        id: before?.id ?? 29_000_000_001 + fields.size,
        createdAt: before?.createdAt ?? at,
        updatedAt: at,
      };
      fields.set(name, stored);
      lines.append(stored);
      return stored;
    },
    find: (ownerId, namespace, key) => fields.get(nameOf(ownerId, namespace, key)),
    list: (ownerId, namespace) =>
      [...fields.values()].filter(
        (field) => field.ownerId === ownerId && (!namespace || field.namespace === namespace),
      ),
  };
}

/** Changes with the value: what compareDigest is held against. */
export const digestOf = (value: string): string => createHash('sha256').update(value).digest('hex');
