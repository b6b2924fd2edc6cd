import type { VisibleEntry } from '../core/visible.ts';

/** What stands in one row: an item alone, or the offers of one campaign in its layout. */
export interface Row {
  readonly layout: 'single' | 'carousel' | 'grid' | 'chips';
  readonly entries: readonly [VisibleEntry, ...VisibleEntry[]];
}

/** The entries in their order; neighbours of one campaign that stand in a carousel, a grid or chips are one row. */
export function rowsOf(entries: readonly VisibleEntry[]): readonly Row[] {
  const rows: Row[] = [];
  for (const entry of entries) {
    const layout = layoutOf(entry);
    const last = rows.at(-1);
    const isOfLast = last?.layout === layout && last.entries[0].item.campaignId === entry.item.campaignId;
    if (last && isOfLast && layout !== 'single')
      rows[rows.length - 1] = { layout, entries: [...last.entries, entry] };
    else rows.push({ layout, entries: [entry] });
  }
  return rows;
}

/** A layout that is not known here is from a newer server: such offers stand in a list. */
function layoutOf({ item }: VisibleEntry): Row['layout'] {
  const layout = item.kind === 'offer' ? item.layout : undefined;
  return layout === 'carousel' || layout === 'grid' || layout === 'chips' ? layout : 'single';
}
