import { fail, ok, type Result } from '../../kernel/result.ts';
import { decodeProfile } from '../../profiles/profile-bytes.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { CatalogProduct, CatalogVariant } from '../catalog.ts';
import type { DecisionInputs } from './inputs.ts';
import type { PackedInputs, SharedPart, Stock } from './pack.ts';
import { fromPlain } from './plain.ts';
import { openRules, type OpenedRules, type ShopRules } from './shop-rules.ts';

type Content = SharedPart['content'];

/** A shared part that is not there any more, or is damaged. */
export interface MissingPart {
  readonly kind: 'rules' | 'product' | 'profile' | 'payload';
  readonly key: string;
}

/** A shop's rules out of their part. */
export function unpackRules(content: Content): OpenedRules {
  return openRules(fromPlain(JSON.parse(textOf(content))) as ShopRules);
}

/** What a decision was made from, its shared parts found by their keys; or the first part that is missing. */
export function unpackInputs(
  { products, profile, own }: PackedInputs,
  find: (key: string) => Content | undefined,
): Result<DecisionInputs, MissingPart> {
  const read: CatalogProduct[] = [];
  for (const [key, stock] of products) {
    const content = find(key);
    if (content === undefined) return fail({ kind: 'product', key });
    read.push(unpackProduct(content, stock));
  }
  const known = profile === null ? ok(null) : unpackProfile(profile, find(profile.key));
  if (!known.ok) return known;
  return ok({ own, products: read, profile: known.value });
}

function unpackProduct(content: Content, stock: Stock): CatalogProduct {
  const product = fromPlain(JSON.parse(textOf(content))) as CatalogProduct;
  const variants = product.variants.map((variant: Omit<CatalogVariant, 'available' | 'stock'>, at) => {
    const [available = false, left = null] = stock[at] ?? [];
    return { ...variant, available, stock: left };
  });
  return { ...product, variants };
}

function unpackProfile(
  { shopperId, key, estimates }: NonNullable<PackedInputs['profile']>,
  content: Content | undefined,
): Result<Profile, MissingPart> {
  const missing = { kind: 'profile', key } as const;
  if (content === undefined || typeof content === 'string') return fail(missing);
  const decoded = decodeProfile(content, shopperId);
  if (!decoded.ok) return fail(missing);
  return ok(estimates === null ? decoded.value : { ...decoded.value, estimates });
}

const utf8 = new TextDecoder();

export function textOf(content: Content): string {
  return typeof content === 'string' ? content : utf8.decode(content);
}
