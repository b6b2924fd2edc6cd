import type { CatalogProduct } from '#app/domain/campaigns/catalog.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { BackfillStep, IntakeView } from '#app/ports/intake-view.ts';
import type { MerchandisingStore, StoredMerchandising } from '#app/ports/merchandising-store.ts';
import type { DataVolume, ModelBook, ModelVersion } from '#app/ports/model-book.ts';
import type { FoundProduct, ProductSearch } from '#app/ports/product-search.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { productsOf } from './save-merchandising.ts';

export interface ViewRecommendationsPorts {
  readonly models: ModelBook;
  readonly intake: IntakeView;
  readonly snapshots: Pick<ShopSnapshots, 'find'>;
  readonly merchandising: MerchandisingStore;
  readonly products: ProductSearch;
  readonly clock: Clock;
}

/** The model that answers checkouts now. */
export interface ServingModel {
  readonly version: number;
  readonly orders: number;
  /** Orders learned one by one since the training. */
  readonly liveOrders: number;
  /** When the newest order of the training was placed; null when it learned from none. */
  readonly fittedUntil: Instant | null;
}

export interface RecommendationsView {
  readonly asOf: Instant;
  readonly timezone: string;
  readonly currency: string;
  /** Newest first. */
  readonly versions: readonly ModelVersion[];
  /** Null before the first training. */
  readonly serving: ServingModel | null;
  readonly volume: DataVolume;
  /** The training that was wished for last; null when there was none. */
  readonly training: BackfillStep | null;
  readonly merchandising: StoredMerchandising;
  /** The products that the merchandising names and the catalog still holds. */
  readonly chosen: readonly FoundProduct[];
  readonly coverage: { readonly products: number; readonly onSale: number };
}

/** Which models a shop has, how good they are, what they rest on, and what they can offer. */
export async function viewRecommendations(
  { models, intake, snapshots, merchandising, products, clock }: ViewRecommendationsPorts,
  { id, domain, timezone, currency }: Shop,
): Promise<RecommendationsView> {
  const [versions, volume, steps, served, set] = await Promise.all([
    models.versions(id),
    models.dataVolume(id),
    intake.backfillSteps(id),
    snapshots.find(domain),
    merchandising.find(id),
  ]);
  const catalog = [...(served?.snapshot.catalog.products.values() ?? [])];
  return {
    asOf: clock.now(),
    timezone,
    currency,
    versions,
    serving: served && toServing(served.snapshot.model),
    volume,
    training: steps.find(({ step }) => step === 'model') ?? null,
    merchandising: set,
    chosen: await products.findMany(id, productsOf(set)),
    coverage: { products: catalog.length, onSale: catalog.filter(isOnSale).length },
  };
}

function toServing({
  version,
  orders,
  liveOrders,
  fittedUntil,
}: Omit<ServingModel, 'fittedUntil'> & { readonly fittedUntil: Instant }): ServingModel | null {
  if (version === 0) return null;
  return { version, orders, liveOrders, fittedUntil: fittedUntil === 0 ? null : fittedUntil };
}

function isOnSale({ published, variants }: CatalogProduct): boolean {
  return published && variants.some(({ available }) => available);
}
