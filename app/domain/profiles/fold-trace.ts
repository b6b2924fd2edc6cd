import { abandonmentsOf } from './abandonments.ts';
import type { ActivityRecord, ShopperTrace } from './activity-record.ts';
import { cartChangesOf, cartStories } from './cart-stories.ts';
import type { Activity, Profile, ViewFact } from './profile.ts';
import { withdrawAnalytics } from './withdraw-analytics.ts';

/**
 * The profile with its open carts and its series as the trace tells them; what it held of them before does not matter. A series
 * of nothing is left out. Where analytics was refused, what was seen of the shopper stays out.
 */
export function foldTrace(profile: Profile, { activity, refunds, openCarts }: ShopperTrace): Profile {
  const stories = cartStories(activity);
  const folded: Profile = {
    ...profile,
    openCarts,
    views: seriesOf(activity, 'view', viewOf),
    searches: seriesOf(activity, 'search', ({ at, query }) => ({ at, query: query ?? '' })),
    cartChanges: orNone(cartChangesOf(stories)),
    abandonments: orNone(abandonmentsOf(stories)),
    checkouts: seriesOf(activity, 'checkout', ({ at }) => ({ at })),
    refunds: orNone(refunds.toSorted((a, b) => a.at - b.at || a.amountMinor - b.amountMinor)),
  };
  return profile.isActivityBlocked ? withdrawAnalytics(folded) : folded;
}

function viewOf({ at, productId, lastedSeconds }: ActivityRecord): ViewFact {
  return { at, productId, ...(lastedSeconds !== undefined && { lastedSeconds }) };
}

function seriesOf<Item extends Activity>(
  activity: readonly ActivityRecord[],
  kind: ActivityRecord['kind'],
  toItem: (record: ActivityRecord) => Item,
): readonly Item[] | undefined {
  const records = activity.filter((record) => record.kind === kind);
  return orNone(records.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1)).map(toItem));
}

function orNone<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}
