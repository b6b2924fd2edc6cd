import { fieldProblems } from '#app/contracts/field-problems.ts';
import { merchandising } from '#app/contracts/merchandising.ts';
import type { ProductId, ShopId } from '#app/domain/kernel/ids.ts';
import { fail } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type {
  MerchandisingChoices,
  MerchandisingStore,
  StoredMerchandising,
} from '#app/ports/merchandising-store.ts';
import type { ProductSearch } from '#app/ports/product-search.ts';

export interface SaveMerchandisingPorts {
  readonly merchandising: MerchandisingStore;
  readonly products: ProductSearch;
}

/** `invalid` says what is wrong by field: pin, ban, pairs or marginDial. */
export type SaveMerchandisingFailure =
  | { readonly kind: 'invalid'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'stale' };

/** Stores pins, bans, pairs and the dial. A product must be the shop's own, or one that was chosen before and is gone since. */
export async function saveMerchandising(
  ports: SaveMerchandisingPorts,
  { shopId, version, draft }: { readonly shopId: ShopId; readonly version: number; readonly draft: unknown },
): Promise<Result<StoredMerchandising, SaveMerchandisingFailure>> {
  const parsed = merchandising.safeParse(draft);
  if (!parsed.success) return fail({ kind: 'invalid', fields: fieldProblems(parsed.error) });
  const fields = await checkProducts(ports, shopId, parsed.data);
  if (Object.keys(fields).length > 0) return fail({ kind: 'invalid', fields });
  return ports.merchandising.save(shopId, version, parsed.data);
}

async function checkProducts(
  { merchandising: store, products }: SaveMerchandisingPorts,
  shopId: ShopId,
  draft: MerchandisingChoices,
): Promise<Record<string, string>> {
  const [found, stored] = await Promise.all([
    products.findMany(shopId, productsOf(draft)),
    store.find(shopId),
  ]);
  const known = new Set([...found.map(({ id }) => id), ...productsOf(stored)]);
  const { pin, ban, pairs } = draft;
  const lists = { pin, ban, pairs: pairs.flatMap(({ product, offer }) => [product, ...offer]) };
  return Object.fromEntries(
    Object.entries(lists).flatMap(([field, ids]) =>
      ids.every((id) => known.has(id))
        ? []
        : [[field, 'A product chosen here is no longer in the catalog. Remove it.']],
    ),
  );
}

/** Every product the choices name, each once. */
export function productsOf({ pin, ban, pairs }: MerchandisingChoices): readonly ProductId[] {
  return [...new Set([...pin, ...ban, ...pairs.flatMap(({ product, offer }) => [product, ...offer])])];
}
