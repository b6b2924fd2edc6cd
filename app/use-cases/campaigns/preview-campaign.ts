import { campaignDraft } from '#app/contracts/campaign-content.ts';
import { PREVIEW_ATTRIBUTE } from '#app/contracts/checkout-decision.ts';
import { fieldProblems } from '#app/contracts/field-problems.ts';
import type { Catalog } from '#app/domain/campaigns/catalog.ts';
import { cartPermalink, type PermalinkPage } from '#app/domain/kernel/cart-permalink.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import type { CampaignPreviews } from '#app/ports/campaign-previews.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { findTypedShopper, type UnknownShopper } from '../shoppers/find-typed-shopper.ts';

export interface PreviewCampaignPorts {
  readonly previews: CampaignPreviews;
  readonly profiles: ProfileStore;
  readonly snapshots: Pick<ShopSnapshots, 'find'>;
  readonly clock: Clock;
}

export interface PreviewCampaignInput {
  readonly shop: Shop;
  /** Null for a campaign that was never saved. */
  readonly id: string | null;
  readonly draft: unknown;
  /** A number, gid or page address; empty: as whoever looks. */
  readonly shopper: string;
  /** Which page shows it first. */
  readonly page: PermalinkPage;
  /** Products of the cart; at least one, because an empty cart has no checkout, and nothing on its page. */
  readonly products: readonly string[];
}

export type PreviewCampaignFailure =
  | { readonly kind: 'invalid'; readonly fields: Readonly<Record<string, string>> }
  | UnknownShopper
  | { readonly kind: 'no-cart' };

/** Long enough to look around, too short to be passed on. */
export const PREVIEW_SECONDS = 2 * SECONDS.hour;

/**
 * Stores an unsaved campaign and gives the address of a checkout or a cart page that shows it: Shopify's cart permalink with the
 * preview's id as a cart attribute, which the checkout extension and the cart block hand on.
 */
export async function previewCampaign(
  ports: PreviewCampaignPorts,
  { shop, id, draft, shopper, page, products }: PreviewCampaignInput,
): Promise<Result<{ readonly address: string }, PreviewCampaignFailure>> {
  const parsed = campaignDraft.safeParse(draft);
  if (!parsed.success) return fail({ kind: 'invalid', fields: fieldProblems(parsed.error) });
  const typed = await findTypedShopper(shopper, (shopperId) => ports.profiles.find(shop.id, shopperId));
  if (!typed.ok) return typed;
  const served = await ports.snapshots.find(shop.domain);
  const lines = served ? linesOf(served.snapshot.catalog, products) : [];
  if (lines.length === 0) return fail({ kind: 'no-cart' });
  const preview = await ports.previews.save(shop.id, {
    campaignId: id,
    draft: parsed.data,
    shopperId: typed.value?.shopperId ?? null,
    expiresAt: ports.clock.now() + PREVIEW_SECONDS,
  });
  const attributes = { [PREVIEW_ATTRIBUTE]: preview };
  return ok({ address: cartPermalink(`https://${shop.domain}`, lines, attributes, page) });
}

/** One of each product's first variant that can be bought. */
function linesOf({ products }: Catalog, productIds: readonly string[]) {
  return productIds.flatMap((productId) => {
    const all = products.get(productId as ProductId)?.variants ?? [];
    const variant = all.find(({ available }) => available) ?? all[0];
    return variant ? [{ variantId: variant.id, quantity: 1 }] : [];
  });
}
