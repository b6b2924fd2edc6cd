import { VERSION_COLUMNS, isChangeKind } from './change.ts';
import type { Change, ChangeKind } from './change.ts';

/** One shop's row as SQL gives it: `id` and the version columns. */
export type VersionRow = Readonly<Record<string, unknown>>;

/** Remembers which versions were told, so that a change that arrives twice, by notification and by poll, is told once. */
export interface VersionBook {
  /** The change itself when it is news. */
  readNotification(change: Change): readonly Change[];
  /** What the rows of all shops say beyond what was told. The first call only takes note. */
  readRows(rows: readonly VersionRow[]): readonly Change[];
}

const KINDS = Object.keys(VERSION_COLUMNS).filter(isChangeKind);

export function createVersionBook(): VersionBook {
  const known = new Map<number, Map<ChangeKind, number>>();
  let isOpen = false;

  function note(change: Change): boolean {
    const versions = known.get(change.shopId) ?? new Map<ChangeKind, number>();
    known.set(change.shopId, versions);
    const isNews = change.version > (versions.get(change.kind) ?? 0);
    if (isNews) versions.set(change.kind, change.version);
    return isNews;
  }

  function forget(shopId: number): readonly Change[] {
    return known.delete(shopId) ? [{ shopId, kind: 'shop', version: 0 }] : [];
  }

  /** Of a shop never seen before the shop itself is the news: whoever loads it loads the rest. */
  function readRow(row: VersionRow): readonly Change[] {
    const isKnown = known.has(Number(row['id']));
    const news = KINDS.map((kind) => toChange(row, kind)).filter(note);
    return isKnown ? news : [toChange(row, 'shop')];
  }

  return {
    readNotification: (change) => {
      if (change.version === 0) return forget(change.shopId);
      return note(change) ? [change] : [];
    },
    readRows: (rows) => {
      const shops = new Set(rows.map((row) => Number(row['id'])));
      const gone = [...known.keys()].filter((id) => !shops.has(id)).flatMap(forget);
      const news = rows.flatMap(readRow);
      const told = isOpen ? [...gone, ...news] : [];
      isOpen = true;
      return told;
    },
  };
}

function toChange(row: VersionRow, kind: ChangeKind): Change {
  return { shopId: Number(row['id']), kind, version: Number(row[VERSION_COLUMNS[kind]]) };
}
