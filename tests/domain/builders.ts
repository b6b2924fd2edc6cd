import type { OpenCartFact, Profile, Purchase } from '#app/domain/profiles/profile.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { gid, type ProductId } from '#app/domain/kernel/ids.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';

/** 2026-11-22T12:00:00Z. */
export const NOW = 1_795_348_800;

export const SEED = 20_261_122;

export const product = (id: string | number): ProductId => gid('Product', id);

export const aPurchase = (parts: Partial<Purchase> & { at: number }): Purchase => ({
  orderId: gid('Order', parts.at),
  netMinor: 1_000,
  grossMinor: parts.netMinor ?? 1_000,
  lines: [],
  ...parts,
});

export const aCart = (token: string, startedAt: number): OpenCartFact => ({
  token,
  startedAt,
  updatedAt: startedAt,
});

export const aProfile = (
  parts: Partial<Omit<Profile, 'attributes'>> & { attributes?: Partial<Profile['attributes']> } = {},
): Profile => {
  const empty = emptyProfile(gid('Customer', 1));
  return { ...empty, ...parts, attributes: { ...empty.attributes, ...parts.attributes } };
};

export const aContext = (parts: Partial<RuleContext> = {}): RuleContext => ({
  now: NOW,
  timezone: 'Europe/London',
  tiers: [
    { name: 'Platinum', tag: 'vip-platinum' },
    { name: 'Gold', tag: 'vip-gold' },
  ],
  findProduct: () => null,
  markets: [],
  cart: null,
  country: null,
  ...parts,
});
