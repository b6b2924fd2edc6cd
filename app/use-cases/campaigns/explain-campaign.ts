import type { DecidedItem } from '#app/domain/campaigns/decision.ts';
import { explainCampaign, type CampaignExplanation } from '#app/domain/campaigns/explain-campaign.ts';
import { refusalReason } from '#app/domain/campaigns/guardrails/refusal-reasons.ts';
import { stateAt, type CampaignState } from '#app/domain/campaigns/life.ts';
import { placedIn, type Placed } from '#app/domain/campaigns/placed.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import type { CampaignStore } from '#app/ports/campaign-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ExperimentEntries } from '#app/ports/experiment-entries.ts';
import type { PastItems } from '#app/ports/past-items.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { findEntries } from '../deciding/find-entries.ts';
import { cartOfProducts } from '../deciding/cart-of-products.ts';
import { findTypedShopper, type UnknownShopper } from '../shoppers/find-typed-shopper.ts';
import { toApiQuestion } from '../recommending/recommend-question.ts';
import { allPastItems } from '../deciding/all-past-items.ts';

export interface ExplainCampaignPorts {
  readonly campaigns: CampaignStore;
  readonly snapshots: Pick<ShopSnapshots, 'find'>;
  readonly profiles: ProfileStore;
  readonly pastItems: PastItems;
  readonly entries: ExperimentEntries;
  readonly clock: Clock;
}

export interface ExplainCampaignInput {
  readonly shop: Shop;
  readonly id: string;
  /** A number, gid or page address; empty for a guest. */
  readonly shopper: string;
  /** Products of the cart. */
  readonly products: readonly string[];
}

/** A campaign's explanation in words that need no look-up. */
export interface ExplainedCampaign extends Omit<CampaignExplanation, 'refusals' | 'items'> {
  readonly asOf: Instant;
  readonly state: CampaignState;
  /** Null for a guest. */
  readonly shopperId: string | null;
  /** Where the holdout or the campaign's experiment puts the shopper, whatever is said above; null for neither, and for a guest. */
  readonly placed: Placed | null;
  /** Titles of what it shows: products, a message's title, a saved detail's summary. */
  readonly shows: readonly string[];
  readonly refusals: readonly { readonly title: string; readonly reason: string }[];
  /** Name of the campaign of its group that goes first; null where none does. */
  readonly gaveWayTo: string | null;
}

export type ExplainCampaignFailure = { readonly kind: 'not-found' } | UnknownShopper;

/** Why a stored campaign shows to a shopper with a cart now, or not: as checkout would decide, recording nothing. */
export async function explainStoredCampaign(
  ports: ExplainCampaignPorts,
  { shop, id, shopper, products }: ExplainCampaignInput,
): Promise<Result<ExplainedCampaign, ExplainCampaignFailure>> {
  const [campaign, served] = await Promise.all([
    ports.campaigns.find(shop.id, id),
    ports.snapshots.find(shop.domain),
  ]);
  if (!campaign || !served) return fail({ kind: 'not-found' });
  const now = ports.clock.now();
  const typed = await findTypedShopper(shopper, (shopperId) => ports.profiles.find(shop.id, shopperId));
  if (!typed.ok) return typed;
  const known = typed.value;
  const { snapshot } = served;
  const { variants, products: catalog } = snapshot.catalog;
  const query = { cart: cartOfProducts(snapshot.catalog, products), limit: 1 };
  const asked = toApiQuestion(served, query, now);
  if (!asked.ok) return fail({ kind: 'not-found' });
  const question = {
    ...asked.value,
    placements: campaign.placements,
    shopperId: known?.shopperId ?? null,
    profile: known?.profile ?? null,
    savedDetails: known?.savedDetails() ?? null,
    returned: known?.returned ?? new Set<ProductId>(),
    pastItems: known ? await allPastItems(ports.pastItems, shop.id, known.shopperId, now) : [],
    lines: asked.value.lines.filter(({ variantId }) => variants.has(variantId)),
  };
  const entrant = { shopId: shop.id, unit: known?.shopperId ?? null };
  const entered = await findEntries(ports.entries, entrant, snapshot);
  const { refusals, items, ...explanation } = explainCampaign(snapshot, question, campaign);
  const { outcome } = explanation;
  return ok({
    ...explanation,
    asOf: now,
    state: stateAt(campaign, now),
    shopperId: question.shopperId,
    placed: known && placedIn(snapshot, campaign, { unit: known.shopperId, entered, now }),
    shows: [...new Set(items.map(({ item }) => titleOf(item)))],
    refusals: refusals.map(({ productId, guardrail }) => ({
      title: catalog.get(productId)?.title ?? 'Gone from the catalog',
      reason: refusalReason(guardrail),
    })),
    gaveWayTo:
      outcome.kind === 'group-taken'
        ? (snapshot.campaigns.find((each) => each.id === outcome.by)?.name ?? null)
        : null,
  });
}

function titleOf(item: DecidedItem): string {
  return 'title' in item ? item.title : 'summary' in item ? item.summary : item.text;
}
