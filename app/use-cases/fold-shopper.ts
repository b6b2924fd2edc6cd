import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { FoldContext } from './fold-context.ts';
import type { ShopperState } from './shopper-desk.ts';

/** Changes one shopper. A deleted customer stays as they are. */
export async function changeShopper(
  { desk }: FoldContext,
  id: CustomerId,
  change: (state: ShopperState, survivor: CustomerId) => ShopperState | Promise<ShopperState>,
): Promise<void> {
  const { customerId, state, isDeleted } = await desk.open(id);
  if (!isDeleted) desk.put(customerId, await change(state, customerId));
}

/** Who a customer is after merges: late news still names the vanished one. Locks them, so that no merge comes between. */
export async function survivorOf({ desk }: FoldContext, id: CustomerId | null): Promise<CustomerId | null> {
  return id === null ? null : (await desk.open(id)).customerId;
}

/** Takes the open checkouts as the store has them. */
export async function refreshOpenCarts(context: FoldContext, id: CustomerId): Promise<void> {
  await changeShopper(context, id, async (state, survivor) => ({
    ...state,
    profile: { ...state.profile, openCarts: await context.stores.carts.openOf(survivor) },
  }));
}
