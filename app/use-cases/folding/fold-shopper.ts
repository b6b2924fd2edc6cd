import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import type { MembershipCause } from '#app/domain/segments/membership.ts';
import type { FoldContext } from './fold-context.ts';
import type { ShopperState } from '../shoppers/shopper-desk.ts';

/** Changes one shopper, for a cause of its own where news is of one. A deleted customer stays as they are. */
export async function changeShopper(
  { desk }: FoldContext,
  id: CustomerId,
  change: (state: ShopperState, survivor: CustomerId) => ShopperState | Promise<ShopperState>,
  cause: MembershipCause = 'event',
): Promise<void> {
  const { customerId, state, isDeleted } = await desk.open(id);
  if (!isDeleted) desk.put(customerId, await change(state, customerId), cause);
}

/** Who a customer is after merges: late news still names the vanished one. Locks them, so that no merge comes between. */
export async function survivorOf({ desk }: FoldContext, id: CustomerId | null): Promise<CustomerId | null> {
  return id === null ? null : (await desk.open(id)).customerId;
}

/** Removes what is stored of a customer beside the profile and the orders: details, what was in carts, activities. */
export async function forget({ shoppers, activity }: FoldContext['stores'], id: CustomerId): Promise<void> {
  await shoppers.forgetDetails(id);
  await activity.forget(id);
}

/** Has the shopper's open carts and series made again from what is stored. Of a deleted customer nothing is kept. */
export async function refreshTrace({ desk, stores }: FoldContext, id: CustomerId): Promise<void> {
  const { customerId, isDeleted } = await desk.open(id);
  if (isDeleted) await forget(stores, customerId);
  else await desk.refresh(customerId);
}

/**
 * Gives what was done in carts, and in the browsers they were seen in, to their owners; has the traces of everybody concerned made
 * again.
 */
export async function followCarts(
  context: FoldContext,
  cartTokens: readonly string[],
  named: readonly CustomerId[],
): Promise<void> {
  const { activity, visitors } = context.stores;
  const owners = cartTokens.length === 0 ? [] : await activity.assignCarts(cartTokens);
  const concerned = [...new Set([...owners, ...named])];
  await context.desk.openAll(concerned);
  for (const id of concerned) await refreshTrace(context, id);
  if (cartTokens.length === 0) return;
  for (const visitorId of await visitors.ofCarts(cartTokens)) await followVisitor(context, visitorId);
}

/** Gives what was done in a browser to its owners, and has the traces of everybody concerned made again. */
export async function followVisitor(context: FoldContext, visitorId: string): Promise<void> {
  const { visitors } = context.stores;
  await visitors.lock(visitorId);
  for (const id of await visitors.assign(visitorId, context.now - OWNED_SECONDS))
    await refreshTrace(context, id);
}

/** What was done in a browser longer ago keeps its owner: the carts that lead to another one are gone some day. */
const OWNED_SECONDS = 60 * SECONDS.day;
