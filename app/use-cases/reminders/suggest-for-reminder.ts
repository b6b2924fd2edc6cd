import type { Catalog } from '#app/domain/campaigns/catalog.ts';
import { marketOf } from '#app/domain/campaigns/price.ts';
import { openRender } from '#app/domain/campaigns/render.ts';
import { titlesIn } from '#app/domain/campaigns/title-of.ts';
import type { VariantId } from '#app/domain/kernel/ids.ts';
import type { Candidate } from '#app/domain/recommendations/model.ts';
import { reasonInLetter, type Reason } from '#app/domain/reminders/letter/reason.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { PastItems } from '#app/ports/past-items.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { DueReminder } from '#app/ports/reminder-outbox.ts';
import type { ServedShop } from '#app/ports/shop-snapshots.ts';
import { OUTSIDE_CHECKOUT } from '#app/domain/campaigns/outside-checkout.ts';
import { allPastItems } from '../deciding/all-past-items.ts';

export interface SuggestDeps {
  readonly profiles: Pick<ProfileStore, 'find'>;
  readonly pastItems: PastItems;
  readonly clock: Clock;
}

export interface Suggestion {
  readonly variantId: VariantId;
  readonly reason: Reason;
}

/** Besides what is left of the cart a reminder shows no more than these. */
const MOST_SUGGESTED = 3;

/** What the shop's model suggests beside a cart that was left, past the same guardrails as in checkout. */
export async function suggestForReminder(
  { profiles, pastItems, clock }: SuggestDeps,
  { shop, snapshot }: ServedShop,
  { customerId, lines }: DueReminder,
  country: string | null,
): Promise<readonly Suggestion[]> {
  const shopper = await profiles.find(shop.id, customerId);
  const shopperId = shopper?.shopperId ?? customerId;
  const now = clock.now();
  const render = openRender(snapshot, {
    ...OUTSIDE_CHECKOUT,
    now,
    placements: [],
    shopperId,
    profile: shopper?.profile ?? null,
    returned: shopper?.returned ?? new Set(),
    pastItems: await allPastItems(pastItems, shop.id, shopperId, now),
    lines,
    country: country ?? shop.country,
    currency: marketOf(snapshot.catalog, country ?? shop.country)?.currency ?? snapshot.currency,
  });
  const suggested: Suggestion[] = [];
  for (const { productId, reason } of render.candidates('best')) {
    if (suggested.length === MOST_SUGGESTED) break;
    const judgement = render.judge(productId);
    if (!judgement.isAllowed) continue;
    suggested.push({
      variantId: judgement.offer.variant.id,
      reason: reasonInLetter(reason.code, titleNamedBy(reason, snapshot.catalog), ordersBehind(reason)),
    });
  }
  return suggested;
}

/** Of the product that a reason names, where it names one. */
function titleNamedBy({ evidence }: Candidate['reason'], catalog: Catalog): string | null {
  return 'sku' in evidence && evidence.sku !== undefined ? titlesIn(catalog)(evidence.sku) : null;
}

function ordersBehind({ evidence }: Candidate['reason']): number | null {
  return 'orders' in evidence ? evidence.orders : null;
}
