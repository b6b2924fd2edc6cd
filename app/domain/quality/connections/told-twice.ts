import { WISHLIST_FIELD } from '../../profiles/connected.ts';
import { fieldsOf, type ConnectionSettings } from './connection.ts';

interface Telling {
  readonly name: string;
  readonly isOn: boolean;
  readonly settings: Pick<ConnectionSettings, 'source'>;
}

/**
 * Fields that several connections tell, each with their names, in the order of the fields. Of these the newest answer counts, customer by customer
 * (profiles/connected.ts); wishlists are one field.
 */
export function toldTwice(
  connections: readonly Telling[],
): readonly { readonly field: string; readonly names: readonly string[] }[] {
  const told = connections
    .filter(({ isOn }) => isOn)
    .flatMap(({ name, settings: { source } }) =>
      (source.kind === 'wishlist' ? [WISHLIST_FIELD] : fieldsOf(source)).map((field) => ({ field, name })),
    );
  return [...Map.groupBy(told, ({ field }) => field)]
    .filter(([, tellers]) => tellers.length > 1)
    .map(([field, tellers]) => ({ field, names: tellers.map(({ name }) => name) }))
    .sort((a, b) => (a.field < b.field ? -1 : 1));
}
