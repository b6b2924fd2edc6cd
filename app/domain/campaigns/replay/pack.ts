import type { ShopperId } from '../../kernel/ids.ts';
import { encodeProfile } from '../../profiles/profile-bytes.ts';
import type { Estimates } from '../../profiles/estimates.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { CatalogProduct } from '../catalog.ts';
import type { ShopSnapshot } from '../decision.ts';
import { inputsOf, type OwnInputs } from './inputs.ts';
import { toPlain } from './plain.ts';
import type { Recorded } from './record.ts';
import { answerText } from './replay.ts';
import { rulesOf } from './shop-rules.ts';

/** The name of a content: the same for the same content, another for any other. */
export type Fingerprint = (content: string | Uint8Array) => string;

/** Something many decisions read, stored once under its fingerprint. */
export interface SharedPart {
  readonly key: string;
  readonly content: string | Uint8Array;
  /** Whom it is about; null for what is the shop's own. */
  readonly shopperId: ShopperId | null;
}

/** Of each variant, what changes with every order. */
export type Stock = readonly (readonly [available: boolean, stock: number | null])[];

/** A decision as it is kept: what is its own, and names of what it shares with others. */
export interface PackedInputs {
  readonly v: 1;
  readonly rules: string;
  readonly products: readonly (readonly [key: string, stock: Stock])[];
  readonly profile: {
    readonly shopperId: ShopperId;
    readonly key: string;
    /** They are not among the profile's bytes. */
    readonly estimates: Estimates | null;
  } | null;
  readonly own: OwnInputs;
}

export interface PackedDecision {
  readonly inputs: PackedInputs;
  readonly parts: readonly SharedPart[];
  /** What the decision's hash is taken of. */
  readonly text: string;
}

/**
 * Packs decisions one after the other. A shop's rules and a product are written as text once, for as long as they are the same object in
 * memory; a profile as well.
 */
export function createPacker(fingerprint: Fingerprint): (recorded: Recorded) => PackedDecision {
  const rules = remembered((snapshot: ShopSnapshot) => part(JSON.stringify(toPlain(rulesOf(snapshot)))));
  const products = remembered((product: CatalogProduct) =>
    part(JSON.stringify(toPlain(withoutStock(product)))),
  );
  const profiles = remembered((profile: Profile) => profilePart(profile));
  const part = (content: string, shopperId: ShopperId | null = null): SharedPart => ({
    key: fingerprint(content),
    content,
    shopperId,
  });
  /** Two shoppers of whom the same is known are two parts: one may be erased and the other not. */
  const profilePart = (profile: Profile): SharedPart => {
    const content = encodeProfile(profile);
    return {
      key: fingerprint(`${profile.shopperId} ${fingerprint(content)}`),
      content,
      shopperId: profile.shopperId,
    };
  };
  return (recorded) => {
    const { own, products: read, profile } = inputsOf(recorded);
    const ofShop = rules(recorded.snapshot);
    const ofProducts = read.map(products);
    const ofProfile = profile && profiles(profile);
    return {
      inputs: {
        v: 1,
        rules: ofShop.key,
        products: ofProducts.map(({ key }, at) => [key, stockOf(read[at])]),
        profile: profile &&
          ofProfile && {
            shopperId: profile.shopperId,
            key: ofProfile.key,
            estimates: profile.estimates ?? null,
          },
        own,
      },
      parts: [ofShop, ...ofProducts, ...(ofProfile ? [ofProfile] : [])],
      text: answerText('decision' in recorded ? recorded.decision : recorded.recommendations),
    };
  };
}

function remembered<Thing extends object, Made>(make: (thing: Thing) => Made): (thing: Thing) => Made {
  const known = new WeakMap<Thing, Made>();
  return (thing) => {
    const before = known.get(thing);
    if (before !== undefined) return before;
    const made = make(thing);
    known.set(thing, made);
    return made;
  };
}

function withoutStock({ variants, ...product }: CatalogProduct): object {
  return { ...product, variants: variants.map(({ available: _, stock: __, ...variant }) => variant) };
}

function stockOf(product: CatalogProduct | undefined): Stock {
  return (product?.variants ?? []).map(({ available, stock }) => [available, stock]);
}
