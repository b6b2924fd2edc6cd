import { gid, type Gid } from '../kernel/ids.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

/** A number that is written as it is read back, and whose difference to another can be written. */
const PLAIN_NUMBER = /^(?:0|[1-9]\d{0,14})$/;

/**
 * What follows "gid://shopify/<Type>/" in each id: a number as its difference to the one before, or every id as text where one of
 * them is no plain number (or has sixteen digits and more).
 */
export function writeIds(writer: ByteWriter, ids: readonly string[]): void {
  const areNumbers = ids.every((id) => PLAIN_NUMBER.test(id));
  writer.flag(areNumbers);
  let before = 0;
  writer.list(ids, (id) => {
    if (!areNumbers) return writer.text(id);
    writer.signed(Number(id) - before);
    before = Number(id);
  });
}

export function readIds(reader: ByteReader): readonly string[] {
  const areNumbers = reader.flag();
  let before = 0;
  return reader.list(() => (areNumbers ? String((before += reader.signed())) : reader.text()));
}

/** The part of an id after its type, whatever characters it has. */
export function idOf(id: Gid<string>): string {
  return id.slice(id.indexOf('/', 'gid://shopify/'.length) + 1);
}

/** Different ids, each with the place at which it is written. */
export interface IdTable {
  readonly ids: readonly string[];
  placeOf(id: Gid<string>): number;
}

/** Sorted, so that differences are small and the same ids always give the same table. */
export function idTable(gids: readonly Gid<string>[]): IdTable {
  const ids = [...new Set(gids.map(idOf))].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const places = new Map(ids.map((id, place) => [id, place]));
  return { ids, placeOf: (id) => places.get(idOf(id)) ?? 0 };
}

/** Gives global ids of one type by their place in a table; each text is made once. A place beyond the table is refused. */
export function gidsOf<Type extends string>(
  reader: ByteReader,
  type: Type,
  ids: readonly string[],
): (place: number) => Gid<Type> {
  const made: Gid<Type>[] = [];
  return (place) => {
    const id = ids[place];
    if (id === undefined) reader.refuse();
    return (made[place] ??= gid(type, id ?? ''));
  };
}
