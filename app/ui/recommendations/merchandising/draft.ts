import type { PickedProduct } from '../../product-picker.tsx';
import type { RecommendationsView } from '../view.ts';

export interface PairDraft {
  readonly product: PickedProduct;
  readonly offer: readonly PickedProduct[];
}

/** What the cards hold while they are edited. */
export interface MerchandisingDraft {
  /** What it was opened at: whatever was stored since is not written over. */
  readonly version: number;
  readonly pin: readonly PickedProduct[];
  readonly ban: readonly PickedProduct[];
  readonly pairs: readonly PairDraft[];
  readonly marginDial: number;
}

/** What is stored, with products for ids; those that the catalog lost are named by their number. */
export function draftOf({
  merchandising: { version, pin, ban, pairs, marginDial },
  chosen,
}: Pick<RecommendationsView, 'merchandising' | 'chosen'>): MerchandisingDraft {
  const known = new Map(chosen.map((product) => [product.id, product]));
  const pickedOf = (id: string): PickedProduct => known.get(id) ?? goneProduct(id);
  return {
    version,
    pin: pin.map(pickedOf),
    ban: ban.map(pickedOf),
    pairs: pairs.map(({ product, offer }) => ({ product: pickedOf(product), offer: offer.map(pickedOf) })),
    marginDial,
  };
}

function goneProduct(id: string): PickedProduct {
  const title = `Product ${id.slice(id.lastIndexOf('/') + 1)}`;
  return { id, title, imageUrl: null, price: null, isPublished: false, isGone: true };
}

/** As the action of the page takes it. */
export function toStored({ pin, ban, pairs, marginDial }: MerchandisingDraft): object {
  const idsOf = (products: readonly PickedProduct[]) => products.map(({ id }) => id);
  return {
    pin: idsOf(pin),
    ban: idsOf(ban),
    pairs: pairs.map(({ product, offer }) => ({ product: product.id, offer: idsOf(offer) })),
    marginDial,
  };
}
