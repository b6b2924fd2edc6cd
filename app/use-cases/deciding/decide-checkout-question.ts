import type { CartLine, DecisionQuestion, PastItem, SavedDetails } from '#app/domain/campaigns/decision.ts';
import type { Catalog } from '#app/domain/campaigns/catalog.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { isGid } from '#app/domain/kernel/ids.ts';
import { parseMoney } from '#app/domain/kernel/money.ts';
import type { DecisionRequest } from '#app/contracts/checkout-decision.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { Log } from '#app/ports/log.ts';
import type { KnownShopper } from '#app/ports/profile-store.ts';
import type { CheckoutQuestion } from './decide-checkout.ts';

/** What is known of whoever asks. */
export interface Asker {
  /** Null for a guest, and for a customer never seen. */
  readonly shopper: KnownShopper | null;
  /** Of a guest, what was seen in their browser; null when nothing is known of it or may be used. */
  readonly visitor: Profile | null;
  readonly pastItems: readonly PastItem[];
  /** Who is placed in the holdout and in experiments. */
  readonly unit: string | null;
}

/** The domain's question: who, what is in the cart, where, when. */
export function toQuestion(
  { served, customerId, request }: CheckoutQuestion,
  { shopper, visitor, pastItems, unit }: Asker,
  now: Instant,
  log: Log,
): DecisionQuestion {
  const asksDetails = asksSavedDetails(served.snapshot.campaigns, request.placements);
  return {
    now,
    placements: request.placements,
    checkoutToken: request.checkoutToken ?? null,
    shopperId: shopper?.shopperId ?? customerId,
    unit,
    profile: shopper?.profile ?? visitor,
    savedDetails: asksDetails && shopper !== null ? openSavedDetails(shopper, served.shop.domain, log) : null,
    lines: request.lines.flatMap((line) => toCartLine(line, served.snapshot.catalog)),
    country: request.country ?? null,
    currency: request.currency,
    language: request.language ?? null,
    consent: request.consent,
    syncedSegments: shopper?.syncedSegments ?? [],
    dismissed: request.dismissed,
    canAddLines: request.canAddLines,
    canChoose: request.canChoose,
    isBusiness: request.isBusiness,
    pastItems,
    returned: shopper?.returned ?? new Set(),
  };
}

/** Saved details that cannot be opened (another encryption key) are as good as none; offers and messages go on. */
function openSavedDetails(shopper: KnownShopper, shop: string, log: Log): SavedDetails | null {
  try {
    return shopper.savedDetails();
  } catch (error) {
    log.error({ err: error, shop }, 'saved details cannot be opened');
    return null;
  }
}

/**
 * The catalog says which product a variant belongs to. The request's word counts only for a variant the catalog does not
 * know: a new one, or one that was deleted.
 */
function toCartLine(line: DecisionRequest['lines'][number], catalog: Catalog): CartLine[] {
  const { variantId, quantity } = line;
  if (!isGid('ProductVariant', variantId)) return [];
  const claimed = line.productId !== undefined && isGid('Product', line.productId) ? line.productId : null;
  const cost = line.cost && parseMoney(line.cost.amount, line.cost.currencyCode);
  return [
    {
      variantId,
      productId: catalog.variants.get(variantId)?.productId ?? claimed,
      quantity,
      components: line.components.filter((id) => isGid('Product', id)),
      ...(cost && { cost }),
    },
  ];
}

function asksSavedDetails(
  campaigns: CheckoutQuestion['served']['snapshot']['campaigns'],
  placements: readonly string[],
): boolean {
  return campaigns.some((campaign) => campaign.kind === 'savedDetails' && isAskedFor(campaign, placements));
}

/** Whether a campaign has a place among those asked for. */
export function isAskedFor(
  { placements: own }: { readonly placements: readonly string[] },
  placements: readonly string[],
): boolean {
  return own.some((name) => placements.includes(name));
}
