import { fieldProblems } from '#app/contracts/field-problems.ts';
import { experimentDraft, newSplit, type ExperimentDraft } from '#app/contracts/experiment-draft.ts';
import type { CampaignArm } from '#app/domain/campaigns/arms.ts';
import type { CampaignContent } from '#app/domain/campaigns/campaign.ts';
import { reallocate } from '#app/domain/experiments/assignment/reallocate.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import type { CampaignStore, StoredCampaign } from '#app/ports/campaign-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ExperimentStore, StartFailure } from '#app/ports/experiment-store.ts';

export interface ChangeExperimentPorts {
  readonly experiments: ExperimentStore;
  readonly campaigns: CampaignStore;
  readonly clock: Clock;
}

export type ExperimentRefusal =
  | { readonly kind: 'not-found' }
  | StartFailure
  | { readonly kind: 'not-running' }
  /** Nobody sets the shares of bandit traffic. */
  | { readonly kind: 'shares-follow-results' }
  | { readonly kind: 'invalid'; readonly fields: Readonly<Record<string, string>> };

/** Starts an experiment of a campaign with control and 1 to 7 other arms; what they show is copied and stays. */
export async function startExperiment(
  { experiments, campaigns, clock }: ChangeExperimentPorts,
  { shopId, campaignId, draft }: { shopId: ShopId; campaignId: string; draft: unknown },
): Promise<Result<string, ExperimentRefusal>> {
  const parsed = experimentDraft.safeParse(draft);
  if (!parsed.success) return fail({ kind: 'invalid', fields: fieldProblems(parsed.error) });
  const all = await campaigns.list(shopId);
  const campaign = all.find(({ id }) => id === campaignId);
  if (!campaign) return fail({ kind: 'not-found' });
  // Shopify gives a discount to every arm: an experiment would draw who reads of it, not who gets it.
  if (campaign.kind === 'incentive')
    return fail({
      kind: 'invalid',
      fields: { arms: 'An incentive cannot be tested: its discount is given to every arm.' },
    });
  const { arms, metric, traffic, group } = parsed.data;
  const made = arms.map((arm, place) => armOf(arm, place, campaign, all));
  const missing = made.findIndex((arm) => arm === null);
  if (missing !== -1)
    return fail({
      kind: 'invalid',
      fields: { [`arms.${missing}.contentOf`]: 'Expected a campaign of the same kind.' },
    });
  const started = await experiments.start(shopId, {
    campaignId,
    metric,
    traffic,
    arms: made.flatMap((arm) => arm ?? []),
    startedAt: clock.now(),
    ranges: reallocate([], sharesBy(arms)),
    group: group && { ...group, name: await knownName(experiments, shopId, group.name) },
  });
  return started;
}

/** A group is called as it was first called, whatever case somebody types. */
async function knownName(experiments: ExperimentStore, shopId: ShopId, typed: string): Promise<string> {
  const all = await experiments.list(shopId);
  const known = all.flatMap(({ group }) => group?.name ?? []);
  return known.find((name) => name.toLowerCase() === typed.toLowerCase()) ?? typed;
}

const sharesBy = (arms: readonly { readonly name: string; readonly share: number }[]) =>
  new Map(arms.map(({ name, share }) => [name, share]));

/** Null where the content is of no campaign of this kind. */
function armOf(
  { name, contentOf }: ExperimentDraft['arms'][number],
  place: number,
  campaign: StoredCampaign,
  all: readonly StoredCampaign[],
): CampaignArm | null {
  const isControl = place === 0;
  if (isControl || contentOf === null || contentOf === campaign.id) return { name, isControl, variant: null };
  const source = all.find(({ id, kind }) => id === contentOf && kind === campaign.kind);
  return source ? { name, isControl, variant: contentOfCampaign(source) } : null;
}

function contentOfCampaign(campaign: StoredCampaign): CampaignContent {
  switch (campaign.kind) {
    case 'upsell':
      return { kind: campaign.kind, content: campaign.content };
    case 'message':
      return { kind: campaign.kind, content: campaign.content };
    case 'incentive':
      return { kind: campaign.kind, content: campaign.content };
    case 'savedDetails':
      return { kind: campaign.kind, content: campaign.content };
  }
}

/** New shares for a running experiment; only units of arms that shrink move. */
export async function changeSplit(
  { experiments, clock }: ChangeExperimentPorts,
  { shopId, id, shares }: { shopId: ShopId; id: string; shares: unknown },
): Promise<Result<string, ExperimentRefusal>> {
  const parsed = newSplit.safeParse(shares);
  if (!parsed.success) return fail({ kind: 'invalid', fields: fieldProblems(parsed.error) });
  const found = await experiments.find(shopId, id);
  if (!found) return fail({ kind: 'not-found' });
  if (found.traffic === 'bandit') return fail({ kind: 'shares-follow-results' });
  const names = found.arms.map(({ name }) => name);
  if (names.join() !== parsed.data.map(({ name }) => name).join())
    return fail({ kind: 'invalid', fields: { shares: 'Expected a share for every arm.' } });
  const last = found.allocations.at(-1);
  invariant(last, 'an experiment begins with a period');
  const ranges = reallocate(last.ranges, sharesBy(parsed.data));
  const isChanged = await experiments.reallocate(shopId, id, last.at, { at: clock.now(), ranges });
  return isChanged ? ok(id) : fail({ kind: 'not-running' });
}

/** Ends an experiment: its campaign shows to everybody as it is, from the next render on. */
export async function stopExperiment(
  { experiments, clock }: ChangeExperimentPorts,
  { shopId, id }: { shopId: ShopId; id: string },
): Promise<Result<string, ExperimentRefusal>> {
  if (!(await experiments.find(shopId, id))) return fail({ kind: 'not-found' });
  return (await experiments.stop(shopId, id, clock.now())) ? ok(id) : fail({ kind: 'not-running' });
}
