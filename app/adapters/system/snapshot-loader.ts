import { readShopSettings } from '#app/contracts/shop-settings.ts';
import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import type { ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import type { Catalog } from '#app/domain/campaigns/catalog.ts';
import { toGuardrailSettings } from '#app/domain/campaigns/guardrails/settings.ts';
import type { RecommendationModel } from '#app/domain/recommendations/model.ts';
import { emptyModel } from '#app/domain/recommendations/serving/open-model.ts';
import { compileSegments, runningCampaigns } from '#app/domain/campaigns/compile-snapshot.ts';
import type { Plan } from '#app/domain/segments/plan/plan.ts';
import type { Log } from '#app/ports/log.ts';
import type { MerchandisingChoices } from '#app/ports/merchandising-store.ts';
import type { ServedShop } from '#app/ports/shop-snapshots.ts';
import type { Shop, ShopStore, ShopVersions } from '#app/ports/shop-store.ts';
import type { SnapshotStore } from '#app/ports/snapshot-store.ts';

export interface SnapshotLoaderDeps {
  readonly shops: ShopStore;
  readonly store: SnapshotStore;
  readonly log: Log;
}

interface Config extends Pick<
  ShopSnapshot,
  'merchandising' | 'bannedProducts' | 'spentCampaigns' | 'incentives' | 'experiments'
> {
  readonly plan: Plan;
  readonly campaigns: readonly Campaign[];
}

interface Parts extends Config {
  readonly catalog: Catalog;
  readonly model: RecommendationModel;
}

/** A shop in memory; its versions are those of the parts that were really read. */
export interface LoadedShop {
  readonly served: ServedShop;
  readonly parts: Parts;
}

export interface SnapshotLoader {
  /** Null when the shop has not installed Attune. */
  load(domain: string): Promise<LoadedShop | null>;
  /**
   * Gives the shop anew after each part that was read again: its own row, then segments, campaigns and merchandising, the model, the
   * catalog; only those whose version rose. Ends with null when the shop has gone.
   */
  refresh(loaded: LoadedShop): AsyncGenerator<LoadedShop | null, void>;
}

/** Reads, compiles and puts together shop snapshots. */
export function createSnapshotLoader({ shops, store, log }: SnapshotLoaderDeps): SnapshotLoader {
  const findInstalled = async (domain: string): Promise<Shop | null> => {
    const shop = await shops.findByDomain(domain);
    return shop === null || shop.uninstalledAt !== null ? null : shop;
  };
  const readConfig = (shop: Shop): Promise<Config> => readConfigOf(store, shop, log);
  const readModel = async (shop: Shop, known: RecommendationModel | null): Promise<Pick<Parts, 'model'>> => ({
    model: (await store.readModel(shop.id, known)) ?? emptyModel(),
  });
  return {
    async load(domain) {
      const shop = await findInstalled(domain);
      if (shop === null) return null;
      const [config, model, catalog] = await Promise.all([
        readConfig(shop),
        readModel(shop, null),
        store.readCatalog(shop),
      ]);
      return toLoaded(shop, { ...config, ...model, catalog });
    },
    async *refresh({ served, parts }) {
      const shop = await findInstalled(served.shop.domain);
      if (shop === null) return yield null;
      const { versions: newest } = shop;
      let loaded = toLoaded({ ...shop, versions: served.shop.versions }, parts);
      const renew = (newer: Partial<Parts>, versions: Partial<ShopVersions>): LoadedShop => {
        const known = { ...loaded.served.shop.versions, ...versions };
        loaded = toLoaded({ ...shop, versions: known }, { ...loaded.parts, ...newer });
        return loaded;
      };
      yield loaded;
      const { config, model, catalog } = served.shop.versions;
      if (newest.config !== config) yield renew(await readConfig(shop), { config: newest.config });
      if (newest.model !== model)
        yield renew(await readModel(shop, loaded.parts.model), { model: newest.model });
      if (newest.catalog !== catalog)
        yield renew({ catalog: await store.readCatalog(shop) }, { catalog: newest.catalog });
    },
  };
}

async function readConfigOf(store: SnapshotStore, shop: Shop, log: Log): Promise<Config> {
  const [segments, campaigns, spent, incentives, experiments, { ban, ...merchandising }] = await Promise.all([
    store.readSegments(shop.id),
    store.readCampaigns(shop.id),
    store.readSpentCampaigns(shop.id),
    store.readIncentives(shop.id),
    store.readExperiments(shop.id),
    store.readMerchandising(shop.id),
  ]);
  const { plan, broken } = compileSegments(segments, shop.currency);
  for (const { id } of broken)
    log.error({ shop: shop.domain, segmentId: id }, 'segment left out: its rule does not compile');
  return {
    plan,
    campaigns: runningCampaigns(campaigns),
    spentCampaigns: new Set(spent),
    incentives,
    experiments: new Map(experiments.map((experiment) => [experiment.campaignId, experiment])),
    merchandising: toMerchandising(merchandising),
    bannedProducts: new Set(ban),
  };
}

function toMerchandising({
  pairs,
  ...others
}: Omit<MerchandisingChoices, 'ban'>): ShopSnapshot['merchandising'] {
  return { ...others, pairs: Object.fromEntries(pairs.map(({ product, offer }) => [product, offer])) };
}

function toLoaded(shop: Shop, parts: Parts): LoadedShop {
  const settings = readShopSettings(shop.settings);
  const snapshot = {
    ...parts,
    shopDomain: shop.domain,
    currency: shop.currency,
    timezone: shop.timezone,
    tiers: settings.tiers,
    exploration: settings.exploration,
    holdout: settings.holdout,
    guardrails: toGuardrailSettings(settings.guardrails),
    configVersion: shop.versions.config,
    catalogVersion: shop.versions.catalog,
  };
  return { served: { shop, snapshot }, parts };
}
