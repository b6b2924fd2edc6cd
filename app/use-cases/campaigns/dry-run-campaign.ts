import { campaignDraft } from '#app/contracts/campaign-content.ts';
import { PLACEMENTS } from '#app/contracts/checkout-decision.ts';
import { fieldProblems } from '#app/contracts/field-problems.ts';
import { canChooseAt } from '#app/domain/campaigns/can-choose.ts';
import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import type { DecisionQuestion, ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { addTallies, dryRun, NO_CHECKOUTS, type DryRunTally } from '#app/domain/campaigns/dry-run.ts';
import { marketOf } from '#app/domain/campaigns/price.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { CampaignStore } from '#app/ports/campaign-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { CheckoutCursor, PastCheckout, PastCheckouts } from '#app/ports/past-checkouts.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { ShopperScan } from '#app/ports/shopper-scan.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { OUTSIDE_CHECKOUT } from '#app/domain/campaigns/outside-checkout.ts';
import { createSlices } from '../slices.ts';
import { shopToTryIn, triedCampaign } from './tried-campaign.ts';

export interface DryRunCampaignPorts {
  readonly checkouts: PastCheckouts;
  readonly campaigns: CampaignStore;
  readonly shoppers: Pick<ShopperScan, 'findProfiles'>;
  readonly snapshots: Pick<ShopSnapshots, 'find'>;
  readonly clock: Clock;
}

export interface DryRunInput {
  readonly shop: Shop;
  /** Null for a campaign that was never saved. */
  readonly id: string | null;
  readonly draft: unknown;
  /** Where the slice begins; null begins the run. */
  readonly after: DryRunCursor | null;
}

/** Where a slice ended, and how many checkouts were looked at until there. */
export interface DryRunCursor extends CheckoutCursor {
  readonly checked: number;
}

/** One slice of a dry run. Whoever asks adds the slices up, and asks on until `next` is null. */
export interface DryRunSlice {
  readonly tally: DryRunTally;
  /** Checkouts of the whole run. */
  readonly checkouts: number;
  readonly next: DryRunCursor | null;
  /** What the shop's upsells were shown and accepted in those days. */
  readonly measured: { readonly exposures: number; readonly acceptances: number };
  readonly since: Instant;
}

export type DryRunFailure =
  | { readonly kind: 'invalid'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'not-ready' };

export const DRY_RUN_DAYS = 30;
/** The newest of these days' checkouts, so that a large shop's run ends as well. */
export const MOST_CHECKOUTS = 2_000;
const SLICE = 200;

/**
 * A part of what an unsaved campaign would have done in the newest checkouts that became orders. Each is decided anew by today's rules,
 * model and catalog, at the prices of the market that holds its country, with what the customer had bought, given back, seen and dismissed
 * before it; a customer counts as signed in. Schedule, limits and spent budget of the campaign
 * itself are left aside: the one lies ahead, the others need what was never shown.
 */
export async function dryRunCampaign(
  ports: DryRunCampaignPorts,
  { shop, id, draft, after }: DryRunInput,
): Promise<Result<DryRunSlice, DryRunFailure>> {
  const parsed = campaignDraft.safeParse(draft);
  if (!parsed.success) return fail({ kind: 'invalid', fields: fieldProblems(parsed.error) });
  const served = await ports.snapshots.find(shop.domain);
  if (served === null) return fail({ kind: 'not-ready' });
  const since = ports.clock.now() - DRY_RUN_DAYS * SECONDS.day;
  const [all, page, measured] = await Promise.all([
    ports.checkouts.count(shop.id, since),
    ports.checkouts.page(shop.id, { since, after, limit: SLICE }),
    measureUpsells(ports, shop, since),
  ]);
  const campaign = triedCampaign(parsed.data, id);
  const tally = await runSlice(ports, shop, shopToTryIn(served.snapshot, campaign), campaign, page);
  const checked = (after?.checked ?? 0) + page.length;
  const last = page.length < SLICE || checked >= MOST_CHECKOUTS ? undefined : page.at(-1);
  return ok({
    tally,
    checkouts: Math.min(all, MOST_CHECKOUTS),
    next: last ? { at: last.at, orderId: last.orderId, checked } : null,
    measured,
    since,
  });
}

async function measureUpsells(
  { campaigns }: DryRunCampaignPorts,
  { id }: Shop,
  since: Instant,
): Promise<DryRunSlice['measured']> {
  const [all, tallies] = await Promise.all([campaigns.list(id), campaigns.tally(id, since)]);
  const upsells = all.flatMap((each) => (each.kind === 'upsell' ? (tallies.get(each.id) ?? []) : []));
  return {
    exposures: upsells.reduce((sum, { exposures }) => sum + exposures, 0),
    acceptances: upsells.reduce((sum, { acceptances }) => sum + acceptances, 0),
  };
}

async function runSlice(
  { shoppers }: DryRunCampaignPorts,
  shop: Shop,
  snapshot: ShopSnapshot,
  campaign: Campaign,
  page: readonly PastCheckout[],
): Promise<DryRunTally> {
  const ids = [...new Set(page.flatMap(({ customerId }) => customerId ?? []))];
  const profiles = await shoppers.findProfiles(shop.id, ids);
  const known = new Map(profiles.map((profile) => [profile.shopperId, profile]));
  const { breathe } = createSlices();
  let tally = NO_CHECKOUTS;
  for (const checkout of page) {
    const profile = checkout.customerId === null ? undefined : known.get(checkout.customerId);
    tally = addTallies(tally, dryRun(snapshot, questionOf(checkout, profile, snapshot, campaign), campaign));
    await breathe();
  }
  return tally;
}

/** Every placement at once, as if all of them were on one page; variants are chosen where the campaign has a place for that. */
function questionOf(
  { at, customerId, country, currency, returned, pastItems, lines }: PastCheckout,
  profile: Profile | undefined,
  snapshot: ShopSnapshot,
  { placements }: Campaign,
): DecisionQuestion {
  return {
    ...OUTSIDE_CHECKOUT,
    now: at,
    placements: PLACEMENTS,
    canChoose: placements.some(canChooseAt),
    shopperId: customerId,
    profile: profile ? profileBefore(profile, at) : null,
    returned,
    pastItems,
    lines: lines.map(({ variantId, productId, quantity, unitPriceMinor }) => ({
      variantId,
      productId,
      quantity,
      cost: { amountMinor: quantity * unitPriceMinor, currency },
    })),
    country,
    currency: marketOf(snapshot.catalog, country)?.currency ?? snapshot.currency,
  };
}

/** The order that the checkout became is not in it, nor what came later. Attributes are today's: their past is not kept. */
function profileBefore(profile: Profile, at: Instant): Profile {
  return { ...profile, purchases: profile.purchases.filter((purchase) => purchase.at < at) };
}
