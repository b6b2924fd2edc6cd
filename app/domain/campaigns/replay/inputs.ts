import type { ProductId } from '../../kernel/ids.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Candidate, Neighbour } from '../../recommendations/model.ts';
import { FEW_CANDIDATES } from '../candidates.ts';
import type { Catalog, CatalogProduct } from '../catalog.ts';
import type { DecisionQuestion, SavedDetails } from '../decision.ts';
import { modelState, type ModelCall, type ModelState } from './model-tape.ts';
import type { Wanted } from '../recommend.ts';
import type { Recorded } from './record.ts';
import type { ToldLocal } from './told-local.ts';

/** A candidate that was not looked at, because the places were filled before. */
export type Unread = readonly [productId: ProductId, score: number];

/** A call as it is kept: what was read of its answer, and of candidates the next ones too. */
export type KeptCall =
  | {
      readonly kind: 'candidates';
      readonly limit: number;
      readonly read: readonly Candidate[];
      readonly unread: readonly Unread[];
    }
  | { readonly kind: 'neighbours'; readonly productId: ProductId; readonly read: readonly Neighbour[] };

/** What was read for one decision alone, as JSON can hold it, beside the shop's rules, products and the profile, which many decisions share. */
export interface OwnInputs {
  readonly question: Omit<DecisionQuestion, 'profile' | 'savedDetails' | 'returned'>;
  readonly returned: readonly ProductId[];
  readonly savedDetails: SavedDetails | null;
  readonly model: ModelState;
  readonly calls: readonly KeptCall[];
  readonly spentCampaigns: readonly string[];
  readonly catalogVersion: number;
  /** Of an answer of the API alone: what its caller wanted. */
  readonly wanted?: Wanted;
  /** What the checkout decided by itself before it asked. */
  readonly local?: ToldLocal;
}

/** Everything a decision was made from, in three parts by how long each stays the same. */
export interface DecisionInputs {
  readonly own: OwnInputs;
  /** In the order of the catalog. */
  readonly products: readonly CatalogProduct[];
  readonly profile: Profile | null;
}

/**
 * What a decision needs to be made again. Of a model's answer only what was read is kept: the rest had no part in it. Unread candidates
 * of the short list are told with their scores to five decimal places, for whoever asks why a product was not offered.
 */
export function inputsOf(recorded: Recorded): DecisionInputs {
  const { snapshot, question, calls } = recorded;
  const { profile, savedDetails, returned, ...asked } = question;
  const read = productsOf(recorded);
  return {
    own: {
      question: asked,
      returned: [...returned],
      savedDetails,
      model: modelState(snapshot.model),
      calls: calls.map((call) => keptCall(call, read)),
      spentCampaigns: [...snapshot.spentCampaigns],
      catalogVersion: snapshot.catalogVersion,
      ...('wanted' in recorded && { wanted: recorded.wanted }),
      ...('local' in recorded && recorded.local && { local: recorded.local }),
    },
    products: inCatalogOrder(snapshot.catalog, read),
    profile,
  };
}

export function questionOf(
  { question, returned, savedDetails }: OwnInputs,
  profile: Profile | null,
): DecisionQuestion {
  return { ...question, profile, savedDetails, returned: new Set(returned) };
}

function keptCall(call: ModelCall, read: ReadonlySet<ProductId>): KeptCall {
  const isRead = ({ productId }: { readonly productId: ProductId }): boolean => read.has(productId);
  if (call.kind === 'neighbours')
    return { kind: 'neighbours', productId: call.productId, read: call.answer.filter(isRead) };
  const { limit, answer } = call;
  const isLong = limit > FEW_CANDIDATES;
  const unread = isLong ? [] : answer.filter((candidate) => !isRead(candidate));
  return {
    kind: 'candidates',
    limit,
    // A long list begins with the short one, which was read before.
    read: (isLong ? answer.slice(FEW_CANDIDATES) : answer).filter(isRead),
    unread: unread.map(({ productId, score }) => [productId, Math.round(score * 1e5) / 1e5]),
  };
}

/** What was looked up, and the products of the cart: those of its variants, those it claims, and what its bundles hold. */
function productsOf({ snapshot, question, productsRead }: Recorded): ReadonlySet<ProductId> {
  const { variants } = snapshot.catalog;
  const ofCart = question.lines.flatMap(({ variantId, productId, components = [] }) => [
    variants.get(variantId)?.productId ?? [],
    productId ?? [],
    ...components,
  ]);
  return new Set([...productsRead, ...ofCart.flat()]);
}

/** A catalog never changes, so each is counted once. */
const places = new WeakMap<Catalog, ReadonlyMap<ProductId, number>>();

/** A collection shows its products in the order of the catalog. */
function inCatalogOrder(catalog: Catalog, ids: ReadonlySet<ProductId>): readonly CatalogProduct[] {
  let placeOf = places.get(catalog);
  if (!placeOf)
    places.set(catalog, (placeOf = new Map([...catalog.products.keys()].map((id, at) => [id, at]))));
  const order = placeOf;
  return [...ids]
    .flatMap((id) => catalog.products.get(id) ?? [])
    .sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}
