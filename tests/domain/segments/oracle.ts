import type { Profile, Purchase } from '#app/domain/profiles/profile.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import { ruleOracle, type Family, type KnownItem } from './rule-oracle.ts';

/** The meaning of a rule for a profile as it is, at one instant. */
export function oracle(rule: Rule, profile: Profile, context: RuleContext): boolean {
  const { attributes, isActivityBlocked = false } = profile;
  const newest = profile.openCarts.filter(({ updatedAt }) =>
    profile.openCarts.every((each) => each.updatedAt <= updatedAt),
  )[0];
  return ruleOracle(rule, {
    now: context.now,
    timezone: context.timezone,
    tiers: context.tiers,
    markets: context.markets,
    traits: context.findProduct,
    checkout: context,
    items: (family) =>
      isActivityBlocked && !['purchases', 'refunds', 'checkouts'].includes(family)
        ? []
        : itemsOf(profile, family),
    attributes: {
      country: attributes.country ?? undefined,
      language: attributes.language ?? undefined,
      tags: attributes.tags,
      shopifySegments: attributes.shopifySegments ?? [],
      emailMarketing: attributes.emailMarketing ?? undefined,
      createdAt: attributes.createdAt ?? undefined,
      deviceClass: isActivityBlocked ? undefined : (attributes.deviceClass ?? undefined),
      loyaltyTier: attributes.loyaltyTier,
      wishlist: attributes.wishlist,
      connected: attributes.connected,
    },
    estimated: estimatedOf(profile),
    inferred: profile.estimates?.inferred ?? {},
    openCart: newest && {
      since: Math.min(...profile.openCarts.map(({ startedAt }) => startedAt)),
      valueMinor: newest.valueMinor,
    },
  });
}

function estimatedOf({ estimates }: Profile): Record<string, number | string | undefined> {
  const lifetime = estimates?.lifetime;
  return {
    'lifetime.value': lifetime?.valueMinor ?? undefined,
    'lifetime.returns': lifetime?.returns,
    'lifetime.alive': lifetime?.alive ?? undefined,
    'lifetime.purchases_90_days': lifetime?.purchases90Days,
    'lifetime.purchases_12_months': lifetime?.purchases365Days,
    'lifetime.group': lifetime?.group,
  };
}

function itemsOf(profile: Profile, family: Family): readonly KnownItem[] {
  switch (family) {
    case 'purchases':
      return profile.purchases.map(purchaseItem);
    case 'refunds':
      return (profile.refunds ?? []).map(({ at, amountMinor }) => ({ at, netMinor: amountMinor }));
    case 'views':
      return (profile.views ?? []).map(({ at, productId, lastedSeconds }) => ({
        at,
        seconds: lastedSeconds,
        lines: productId === null ? [] : [{ product: productId, quantity: 1, priceMinor: 0 }],
      }));
    case 'searches':
      return profile.searches ?? [];
    case 'carts':
      return profile.cartChanges ?? [];
    case 'abandonments':
      return profile.abandonments ?? [];
    case 'checkouts':
      return profile.checkouts ?? [];
  }
}

function purchaseItem({ at, netMinor, grossMinor, lines }: Purchase): KnownItem {
  return {
    at,
    netMinor,
    grossMinor,
    lines: lines.map(({ productId, quantity, unitPriceMinor }) => ({
      product: productId,
      quantity,
      priceMinor: unitPriceMinor,
    })),
  };
}
