import type { Activity, Profile, Purchase } from '../../profiles/profile.ts';

/** Things that happened, sorted by time, and what each of them weighs. */
export interface Series<Item extends Activity> {
  items(profile: Profile): readonly Item[];
  /** Minor units; 0 where the series has no money. */
  amount(item: Item): number;
  /** What `distinct` tells apart. */
  keys(item: Item): readonly string[];
}

const NONE: readonly never[] = [];
const plain = (items: (profile: Profile) => readonly Activity[] | undefined): Series<Activity> => ({
  items: (profile) => items(profile) ?? NONE,
  amount: () => 0,
  keys: () => NONE,
});

export const PURCHASES: Series<Purchase> = {
  items: ({ purchases }) => purchases,
  amount: ({ netMinor }) => netMinor,
  keys: ({ lines }) => lines.map(({ productId }) => productId),
};
export const REFUNDS: Series<Activity & { readonly amountMinor: number }> = {
  items: ({ refunds }) => refunds ?? NONE,
  amount: ({ amountMinor }) => amountMinor,
  keys: () => NONE,
};
export const VIEWS = plain(({ views }) => views);
export const SEARCHES = plain(({ searches }) => searches);
export const CART_CHANGES = plain(({ cartChanges }) => cartChanges);
export const CHECKOUTS = plain(({ checkouts }) => checkouts);
