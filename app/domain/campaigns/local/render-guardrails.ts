import { businessBuyer, noConsent } from '../guardrails/buyer-guardrails.ts';
import { cartLocked, inCart } from '../guardrails/cart-guardrails.ts';
import { inBundle, notInMarket } from '../guardrails/catalog-guardrails.ts';
import type { Guardrail } from '../guardrails/guardrail.ts';
import { noPrice, priceCeiling, priceNotPositive } from '../guardrails/price-guardrails.ts';
import { dismissed } from '../guardrails/shopper-guardrails.ts';
import type { RenderSetting } from './payload.ts';
import { maximumQuantity, needsShipping, notShipped } from '../guardrails/variant-guardrails.ts';

/** Guardrails that depend on the cart, the buyer or the market of the moment: a checkout asks them itself. */
export const RENDER_GUARDRAILS: readonly Guardrail<RenderSetting>[] = [
  cartLocked,
  businessBuyer,
  noConsent,
  maximumQuantity,
  inCart,
  dismissed,
  notInMarket,
  inBundle,
  needsShipping,
  notShipped,
  noPrice,
  priceNotPositive,
  priceCeiling,
];
