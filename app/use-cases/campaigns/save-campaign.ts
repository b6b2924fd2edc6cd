import { campaignDraft } from '#app/contracts/campaign-content.ts';
import { fieldProblems } from '#app/contracts/field-problems.ts';
import type { CampaignDraft } from '#app/contracts/campaign-content.ts';
import { pickedProducts } from '#app/domain/campaigns/picked-products.ts';
import { statusesFrom } from '#app/domain/campaigns/life.ts';
import type { CampaignStatus } from '#app/domain/campaigns/life.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { CampaignStore, StoredCampaign } from '#app/ports/campaign-store.ts';
import type { KnownValues } from '#app/ports/known-values.ts';
import type { ProductSearch } from '#app/ports/product-search.ts';
import type { SegmentStore, StoreRefusal } from '#app/ports/segment-store.ts';

export interface SaveCampaignPorts {
  readonly campaigns: CampaignStore;
  readonly segments: SegmentStore;
  readonly products: ProductSearch;
  readonly known: KnownValues;
}

/** Null as id makes a new campaign; `version` is the one the editor was opened with. */
export interface SaveCampaignInput {
  readonly shopId: ShopId;
  readonly id: string | null;
  readonly version: number;
  readonly draft: unknown;
}

/** `invalid` says what is wrong by field, in dotted paths like "content.headline". */
export type SaveCampaignFailure =
  | { readonly kind: 'invalid'; readonly fields: Readonly<Record<string, string>> }
  | Exclude<StoreRefusal, { readonly kind: 'name-taken' }>;

/** Stores a campaign after checking every field and that its segments and products are the shop's own. */
export async function saveCampaign(
  ports: SaveCampaignPorts,
  { shopId, id, version, draft }: SaveCampaignInput,
): Promise<Result<StoredCampaign, SaveCampaignFailure>> {
  const parsed = campaignDraft.safeParse(draft);
  if (!parsed.success) return fail({ kind: 'invalid', fields: fieldProblems(parsed.error) });
  const former = id === null ? null : await ports.campaigns.find(shopId, id);
  const fields = {
    ...checkStatus(former?.status ?? 'draft', parsed.data),
    ...(await checkReferences(ports, shopId, parsed.data)),
  };
  if (Object.keys(fields).length > 0) return fail({ kind: 'invalid', fields });
  const stored =
    id === null
      ? await ports.campaigns.create(shopId, parsed.data)
      : await ports.campaigns.update(shopId, id, version, parsed.data);
  if (stored.ok) return stored;
  if (stored.failure.kind !== 'name-taken') return fail(stored.failure);
  return fail({ kind: 'invalid', fields: { name: `Another campaign is named "${parsed.data.name}".` } });
}

/** A save may also take the one step that a person may take. */
function checkStatus(former: CampaignStatus, { status }: CampaignDraft): Record<string, string> {
  const allowed = statusesFrom(former);
  if (allowed.includes(status)) return {};
  return {
    status:
      former === 'ended'
        ? 'An ended campaign stays ended. Duplicate it to run it again.'
        : `A campaign that is ${former} cannot become ${status}: expected ${allowed.join(' or ')}.`,
  };
}

async function checkReferences(
  { segments, products, known: knownValues }: SaveCampaignPorts,
  shopId: ShopId,
  draft: CampaignDraft,
): Promise<Record<string, string>> {
  const problems: Record<string, string> = {};
  const known = new Set((await segments.list(shopId)).map((segment) => segment.id));
  for (const field of ['audience', 'excluded'] as const)
    if (draft[field].some((id) => !known.has(id)))
      problems[field] = 'A segment chosen here no longer exists. Choose again.';
  const source = draft.kind === 'upsell' ? draft.content.source : null;
  if (source?.kind === 'collection' && !(await knownValues.read(shopId)).collections.includes(source.title))
    problems['content.source.title'] = 'There is no such collection with products any more. Choose again.';
  const productIds = pickedProducts(draft);
  if (productIds.length > 0) {
    const found = await products.findMany(shopId, productIds);
    if (found.length < new Set(productIds).size)
      problems[draft.kind === 'upsell' ? 'content.source.productIds' : 'content.appliesTo.productIds'] =
        'A product picked here is no longer in the catalog. Remove it.';
  }
  return problems;
}
