import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { mergeProfiles } from '#app/domain/profiles/merge-profiles.ts';
import { saysConsent } from '#app/domain/segments/sensitive.ts';
import type { CustomerNews } from '#app/ports/shop-news.ts';
import { logAttributeNews, mergeLogs } from '#app/domain/profiles/attribute-log.ts';
import { occurredAt, occurredInstant, type FoldContext } from './fold-context.ts';
import { changeShopper, forget } from './fold-shopper.ts';
import type { ShopperState } from '../shoppers/shopper-desk.ts';

/** customers/create, update, tags and consent. */
export async function foldCustomerNews(context: FoldContext, news: CustomerNews): Promise<void> {
  // Whoever was erased while a connection was asked about them stays so.
  if (news.connected && !(await context.stores.shoppers.isKnown(news.customerId))) return;
  const deliveredAt = occurredInstant(context);
  const cause = isOfConsent(news) ? 'consent' : 'event';
  const change = (state: ShopperState): ShopperState => ({
    ...state,
    log: logAttributeNews(state.log, news, deliveredAt),
  });
  await changeShopper(context, news.customerId, change, cause);
  if (news.details) context.changedCustomers.add(news.customerId);
}

/** Whether news tells of nothing but consent: to e-mail, or by tags that say so. */
function isOfConsent({ details, tags, tagChange, emailMarketing }: CustomerNews): boolean {
  if (details ?? tags) return false;
  const changed = [...(tagChange?.added ?? []), ...(tagChange?.removed ?? [])];
  return changed.every(saysConsent) && (changed.length > 0 || emailMarketing !== undefined);
}

/** customers/delete: nothing is kept but the fact, and which carts were theirs, so that late news brings nothing back. */
export async function foldCustomerDeleted(context: FoldContext, id: CustomerId): Promise<void> {
  const { desk, stores } = context;
  await desk.settle();
  const { customerId } = await desk.open(id);
  desk.put(customerId, { profile: emptyProfile(customerId), log: { deletedAt: occurredInstant(context) } });
  // First out of the segments, so that what is forgotten next covers that too.
  await desk.settle();
  await forget(stores, customerId);
}

/**
 * customers/merge: everything of the vanished customer becomes the survivor's, and is forgotten where that one was deleted. Folding it
 * twice changes nothing more.
 */
export async function foldCustomersMerged(
  { desk, stores, now }: FoldContext,
  { keptId, goneId }: { readonly keptId: CustomerId; readonly goneId: CustomerId },
): Promise<void> {
  await desk.settle();
  // Always in the same order, so that two workers cannot wait for each other.
  const [first, second] = keptId < goneId ? [keptId, goneId] : [goneId, keptId];
  const locked = [await desk.open(first), await desk.open(second)];
  const [kept, gone] = keptId === first ? locked : locked.toReversed();
  // Either may have been merged already, in whichever order the news came: then the survivor stands for it.
  if (!kept || !gone || gone.customerId !== goneId || kept.customerId === goneId) return;
  // Of a deleted customer nothing is left that could become another's.
  if (gone.isDeleted) return;
  const survivorId = kept.customerId;
  await stores.orders.rekeyCustomer(goneId, survivorId);
  await stores.carts.rekeyCustomer(goneId, survivorId);
  await stores.activity.rekeyCustomer(goneId, survivorId);
  await stores.details.rekey(goneId, survivorId);
  await stores.shoppers.markMerged(goneId, survivorId, now);
  await stores.shoppers.rekeyTraces(goneId, survivorId);
  if (kept.isDeleted) {
    await forget(stores, goneId);
    return forget(stores, survivorId);
  }
  const profile = { ...mergeProfiles(kept.state.profile, gone.state.profile), shopperId: survivorId };
  desk.put(survivorId, { profile, log: mergeLogs(kept.state.log, gone.state.log) }, 'merge');
  await desk.refresh(survivorId);
  await desk.settle();
}

/** customer.joined_segment and left_segment: all are kept, those of segments that are followed become a fact. */
export async function foldSegmentMembership(
  context: FoldContext,
  news: { readonly customerId: CustomerId; readonly segmentId: string; readonly isMember: boolean },
): Promise<void> {
  const { segmentId: id, isMember } = news;
  const { shoppers } = context.stores;
  const { customerId, isDeleted } = await context.desk.open(news.customerId);
  if (isDeleted || !(await shoppers.saveShopifySegment(customerId, id, isMember, occurredAt(context))))
    return;
  const told = { at: null, shopifySegment: { id, isMember } };
  await changeShopper(context, customerId, (state) => ({
    ...state,
    log: logAttributeNews(state.log, told, occurredInstant(context)),
  }));
}
