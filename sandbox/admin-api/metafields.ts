import { createHash } from 'node:crypto';

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

/** Metafields of all owners. In memory: a restart forgets them. */
export interface MetafieldStore {
  set(field: Omit<Metafield, 'id' | 'createdAt' | 'updatedAt'>, at: number): Metafield;
  find(ownerId: string, namespace: string, key: string): Metafield | undefined;
  list(ownerId: string, namespace?: string): Metafield[];
}

export function createMetafieldStore(): MetafieldStore {
  const fields = new Map<string, Metafield>();
  const nameOf = (ownerId: string, namespace: string, key: string): string =>
    `${ownerId} ${namespace} ${key}`;
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
