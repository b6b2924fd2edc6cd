import { decide } from '#app/domain/campaigns/decide.ts';
import { withCampaign } from '#app/domain/campaigns/explain-campaign.ts';
import type { CampaignPreview, CampaignPreviews } from '#app/ports/campaign-previews.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import { withinBudget } from './decide-checkout-budget.ts';
import { toQuestion, type Asker } from './decide-checkout-question.ts';
import { toAnswer, type CheckoutAnswer, type CheckoutQuestion } from './decide-checkout.ts';
import { shopToTryIn, triedCampaign } from '../campaigns/tried-campaign.ts';

export interface DecidePreviewDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly previews: CampaignPreviews;
  readonly profiles: ProfileStore;
  readonly newDecisionId: (nowMs: number) => string;
}

/** Null where the cart carries no preview that is still open: then it is decided as any other. */
export type DecidePreview = (question: CheckoutQuestion) => Promise<CheckoutAnswer | null>;

/**
 * Answers a checkout or a cart page that a merchant opened from the campaign editor: the campaign as it stood there, beside the shop's running ones,
 * for the shopper chosen there or else for whoever looks. Nothing is recorded, nobody is held out, what was shown
 * before does not count, and saved details are shown to nobody but the signed-in customer they belong to. An incentive's message shows as if its
 * discount were given already; Shopify takes off what it gives. Rejects when the database does not
 * answer in time.
 */
export function createDecidePreview(deps: DecidePreviewDeps): DecidePreview {
  return async (asked) => {
    const { served, request, budgetMs } = asked;
    if (request.preview === undefined) return null;
    const now = deps.clock.now();
    const find = findPreview(deps, asked, request.preview);
    const found = await withinBudget(find, budgetMs);
    if (found === null) return null;
    const { campaignId, draft } = found.preview;
    const campaign = triedCampaign(draft, campaignId);
    const snapshot = withCampaign(shopToTryIn(served.snapshot, campaign), campaign, now);
    const question = toQuestion({ ...asked, served: { ...served, snapshot } }, found.asker, now, deps.log);
    const isOwn = found.preview.shopperId === null;
    const decision = decide(snapshot, {
      ...question,
      savedDetails: isOwn ? question.savedDetails : null,
      // What stands at Shopify is of the running incentives: this one may ask about other segments.
      syncedSegments: null,
    });
    return toAnswer(deps.newDecisionId(deps.clock.nowMs()), decision, asked);
  };
}

async function findPreview(
  { previews, profiles, clock }: DecidePreviewDeps,
  { served: { shop }, customerId }: CheckoutQuestion,
  id: string,
): Promise<{ readonly preview: CampaignPreview; readonly asker: Asker } | null> {
  const preview = await previews.find(shop.id, id, clock.now());
  if (preview === null) return null;
  const shopperId = preview.shopperId ?? customerId;
  const shopper = shopperId === null ? null : await profiles.find(shop.id, shopperId);
  return { preview, asker: { shopper, visitor: null, pastItems: [], unit: null } };
}
