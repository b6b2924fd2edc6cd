import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { mergeProfiles } from '#app/domain/profiles/merge-profiles.ts';
import type { CustomerNews } from '#app/ports/shop-news.ts';
import { logAttributeNews, mergeLogs } from '#app/domain/profiles/attribute-log.ts';
import { occurredAt, occurredInstant, type FoldContext } from './fold-context.ts';
import { changeShopper, saveShopper, stateOf } from './fold-shopper.ts';

/** customers/create, update, tags and consent. */
export async function foldCustomerNews(context: FoldContext, news: CustomerNews): Promise<void> {
  const deliveredAt = occurredInstant(context);
  await changeShopper(context, news.customerId, (state) => ({
    ...state,
    log: logAttributeNews(state.log, news, deliveredAt),
  }));
}

/** customers/delete: nothing is kept but the fact, so that late news brings nothing back. */
export async function foldCustomerDeleted(context: FoldContext, customerId: CustomerId): Promise<void> {
  const shopper = await context.stores.shoppers.lock(customerId);
  await context.stores.shoppers.forgetDetails(shopper.customerId);
  await saveShopper(context, shopper.customerId, {
    profile: emptyProfile(shopper.customerId),
    log: { deletedAt: occurredInstant(context) },
  });
}

/** customers/merge: everything of the vanished customer becomes the survivor's. Folding it twice changes nothing more. */
export async function foldCustomersMerged(
  context: FoldContext,
  { keptId, goneId }: { readonly keptId: CustomerId; readonly goneId: CustomerId },
): Promise<void> {
  const { stores } = context;
  // Always in the same order, so that two workers cannot wait for each other.
  const [first, second] = keptId < goneId ? [keptId, goneId] : [goneId, keptId];
  const locked = [await stores.shoppers.lock(first), await stores.shoppers.lock(second)];
  const [kept, gone] = keptId === first ? locked : locked.toReversed();
  // Either may have been merged already, in whichever order the news came: then the survivor stands for it.
  if (!kept || !gone || gone.customerId !== goneId || kept.customerId === goneId) return;
  const survivorId = kept.customerId;
  await stores.orders.rekeyCustomer(goneId, survivorId);
  await stores.carts.rekeyCustomer(goneId, survivorId);
  await stores.details.rekey(goneId, survivorId);
  await stores.shoppers.markMerged(goneId, survivorId);
  await stores.shoppers.rekeyTraces(goneId, survivorId);
  await saveShopper(context, survivorId, {
    profile: { ...mergeProfiles(stateOf(kept).profile, stateOf(gone).profile), shopperId: survivorId },
    log: mergeLogs(kept.log, gone.log),
  });
}

/** customer.joined_segment and left_segment: membership in the merchant's own Shopify segments. */
export async function foldSegmentMembership(
  context: FoldContext,
  news: { readonly customerId: CustomerId; readonly segmentId: string; readonly isMember: boolean },
): Promise<void> {
  const { customerId } = await context.stores.shoppers.lock(news.customerId);
  await context.stores.shoppers.saveShopifySegment(
    customerId,
    news.segmentId,
    news.isMember,
    occurredAt(context),
  );
}
