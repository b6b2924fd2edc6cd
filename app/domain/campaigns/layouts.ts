/** How an upsell's offers stand together. */
export type Layout = 'one' | 'list' | 'carousel' | 'grid' | 'chips';

/** The most offers that a placement holds in a layout. A carousel is as high as one offer however many it has. */
export const MOST_OFFERS: Readonly<Record<Layout, number>> = {
  one: 1,
  list: 3,
  carousel: 6,
  grid: 4,
  chips: 6,
};

/** Whether offers of one layout take room from those of another: chips are small, and stand apart. */
export function sharesRoom(one: Layout, other: Layout): boolean {
  return (one === 'chips') === (other === 'chips');
}
