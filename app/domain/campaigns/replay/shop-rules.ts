import { printRule } from '../../segments/print.ts';
import type { CatalogProduct } from '../catalog.ts';
import type { Market } from '../catalog.ts';
import { compileSegments } from '../compile-snapshot.ts';
import type { ShopSnapshot } from '../decision.ts';
import { playedModel } from './model-tape.ts';
import type { OwnInputs } from './inputs.ts';

type Kept = Omit<ShopSnapshot, 'plan' | 'catalog' | 'model' | 'spentCampaigns' | 'catalogVersion'>;

/** A shop's rules, campaigns and settings at one version, as text can hold them. */
export interface ShopRules extends Kept {
  readonly segments: readonly { readonly id: string; readonly name: string; readonly rule: string }[];
  readonly markets: readonly Market[];
}

export function rulesOf(snapshot: ShopSnapshot): ShopRules {
  const { plan, catalog, model: _, spentCampaigns: __, catalogVersion: ___, ...rules } = snapshot;
  const segments = plan.segments.map(({ id, name, tree }) => ({ id, name, rule: printRule(tree) }));
  return { ...rules, segments, markets: catalog.markets };
}

/** The part of a snapshot that many decisions share, its rules compiled: what is costly to open. */
export type OpenedRules = Kept & Pick<ShopSnapshot, 'plan'> & { readonly markets: readonly Market[] };

export function openRules({ segments, ...rules }: ShopRules): OpenedRules {
  return {
    ...rules,
    plan: compileSegments(
      segments.map((each) => ({ ...each, version: 1 })),
      rules.currency,
    ).plan,
  };
}

/** The shop as a decision saw it: of its catalog what was read, of its model what it answered. */
export function snapshotOf(
  { markets, ...rules }: OpenedRules,
  products: readonly CatalogProduct[],
  { model, calls, spentCampaigns, catalogVersion }: OwnInputs,
): ShopSnapshot {
  const variants = products.flatMap((product) => product.variants);
  return {
    ...rules,
    catalog: {
      currency: rules.currency,
      markets,
      products: new Map(products.map((product) => [product.id, product])),
      variants: new Map(variants.map((variant) => [variant.id, variant])),
    },
    model: playedModel(
      model,
      calls.map((call) =>
        call.kind === 'candidates'
          ? { kind: 'candidates', limit: call.limit, answer: call.read }
          : { kind: 'neighbours', productId: call.productId, answer: call.read },
      ),
    ),
    spentCampaigns: new Set(spentCampaigns),
    catalogVersion,
  };
}
