import { actionsAt, stateAt } from '#app/domain/campaigns/life.ts';
import type { CampaignAction, CampaignState } from '#app/domain/campaigns/life.ts';
import type { Schedule } from '#app/domain/campaigns/schedule.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { groupsOf, type ExperimentGroup } from '../experiments/experiment-groups.ts';
import { listVersions, type VersionView } from './campaign-versions.ts';
import type { CampaignStore, CampaignTally, StoredCampaign } from '#app/ports/campaign-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ExperimentStore, HarmStore } from '#app/ports/experiment-store.ts';
import type { KnownValues } from '#app/ports/known-values.ts';
import { pickedProducts } from '#app/domain/campaigns/picked-products.ts';
import type { FoundProduct, ProductSearch } from '#app/ports/product-search.ts';
import type { SegmentStore } from '#app/ports/segment-store.ts';

export interface ViewCampaignsPorts {
  readonly campaigns: CampaignStore;
  readonly segments: SegmentStore;
  readonly products: ProductSearch;
  readonly known: KnownValues;
  readonly experiments: Pick<ExperimentStore, 'list'>;
  readonly harms: Pick<HarmStore, 'find'>;
  readonly clock: Clock;
}

/** Campaigns report what happened in this many days. */
export const TALLY_DAYS = 30;

export interface SegmentName {
  readonly id: string;
  readonly name: string;
}

export interface CampaignRow {
  readonly id: string;
  readonly name: string;
  readonly kind: StoredCampaign['kind'];
  /** At `asOf`. */
  readonly state: CampaignState;
  readonly actions: readonly CampaignAction[];
  readonly schedule: Schedule;
  readonly priority: number;
  readonly version: number;
  readonly placements: readonly string[];
  /** Segment names; empty lets everyone in. */
  readonly audience: readonly string[];
  readonly excluded: readonly string[];
  readonly tally: CampaignTally;
}

export interface CampaignList {
  readonly rows: readonly CampaignRow[];
  /** Of all that fit the search, on every page. */
  readonly count: number;
  /** The first is 1. */
  readonly page: number;
  readonly pages: number;
  readonly since: Instant;
  readonly asOf: Instant;
}

const PAGE = 50;

/** A page of the campaigns whose name has the words of `text`, with what each did in the last 30 days. */
export async function listCampaigns(
  { campaigns, segments, clock }: Pick<ViewCampaignsPorts, 'campaigns' | 'segments' | 'clock'>,
  { shopId, text, page: asked }: { shopId: ShopId; text: string; page: number },
): Promise<CampaignList> {
  const asOf = clock.now();
  const since = asOf - TALLY_DAYS * SECONDS.day;
  const search = (page: number) => campaigns.search(shopId, { text, skip: (page - 1) * PAGE, limit: PAGE });
  const [first, known, tallies] = await Promise.all([
    search(asked),
    segments.list(shopId),
    campaigns.tally(shopId, since),
  ]);
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const named = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? 'a deleted segment');
  const pages = Math.max(Math.ceil(first.count / PAGE), 1);
  const page = Math.min(asked, pages);
  const found = page === asked ? first : await search(page);
  const rows = found.campaigns.map((campaign): CampaignRow => {
    const { id, name, kind, schedule, priority, version, placements, audience, excluded } = campaign;
    return {
      ...{ id, name, kind, schedule, priority, version, placements },
      state: stateAt(campaign, asOf),
      actions: actionsAt(campaign, asOf),
      audience: named(audience),
      excluded: named(excluded),
      tally: tallies.get(id) ?? { exposures: 0, acceptances: 0 },
    };
  });
  return { rows, count: found.count, page, pages, since, asOf };
}

/** What an experiment on the campaign may be made of. */
export interface ExperimentOffer {
  /** The one that runs. */
  readonly runningId: string | null;
  /** Other campaigns of its kind, whose content an arm may show. */
  readonly contents: readonly { readonly id: string; readonly name: string }[];
  /** It may join one of them. */
  readonly groups: readonly ExperimentGroup[];
}

export interface CampaignEditorView {
  /** Null for a new campaign. */
  readonly campaign: (StoredCampaign & { readonly state: CampaignState }) | null;
  readonly segments: readonly SegmentName[];
  /** Today's first, each with what it changed; empty for a new campaign. */
  readonly versions: readonly VersionView[];
  /** Names of all campaigns by id: what a dry run's counts are about. */
  readonly campaignNames: Readonly<Record<string, string>>;
  readonly experiment: ExperimentOffer;
  /** Why Attune paused the campaign by itself; null where it did not. */
  readonly harm: string | null;
  /** Titles, those with most products first. */
  readonly collections: readonly string[];
  /** Hand-picked products of the campaign, in its order. */
  readonly picked: readonly FoundProduct[];
}

/** What the editor shows; null when the shop has no campaign `id`. A null id is a new campaign. */
export async function openCampaignEditor(
  { campaigns, segments, products, known: knownValues, experiments, harms, clock }: ViewCampaignsPorts,
  { shopId, id }: { shopId: ShopId; id: string | null },
): Promise<CampaignEditorView | null> {
  const campaign = id === null ? null : await campaigns.find(shopId, id);
  if (id !== null && !campaign) return null;
  const [known, all, tests] = await Promise.all([
    segments.list(shopId),
    campaigns.list(shopId),
    experiments.list(shopId),
  ]);
  const ids = campaign ? pickedProducts(campaign) : [];
  return {
    campaign: campaign && { ...campaign, state: stateAt(campaign, clock.now()) },
    segments: known.map((segment) => ({ id: segment.id, name: segment.name })),
    versions: campaign ? await listVersions({ campaigns }, shopId, campaign) : [],
    campaignNames: Object.fromEntries(all.map((each) => [each.id, each.name])),
    experiment: {
      runningId: tests.find((each) => each.campaignId === id && each.endedAt === null)?.id ?? null,
      groups: groupsOf(tests),
      contents: all
        .filter((each) => each.kind === campaign?.kind && each.id !== id)
        .map((each) => ({ id: each.id, name: each.name })),
    },
    harm: (await harms.find(shopId)).get(id ?? '')?.sentence ?? null,
    collections: (await knownValues.read(shopId)).collections,
    picked: ids.length > 0 ? await products.findMany(shopId, ids) : [],
  };
}
