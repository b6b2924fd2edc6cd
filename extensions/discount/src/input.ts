import type { IncentiveCart } from '../../../app/domain/campaigns/incentives/choose.ts';
import {
  NO_INCENTIVES,
  type IncentiveConfiguration,
} from '../../../app/domain/campaigns/incentives/configuration.ts';
import { reaches } from '../../../app/domain/campaigns/incentives/decimal.ts';
import type { ProductId } from '../../../app/domain/kernel/ids.ts';

/** What both input queries ask for; a test holds the queries to Shopify's schema, and what they answer to this type. */
export interface FunctionInput {
  readonly cart: {
    readonly buyerIdentity: {
      readonly customer: { readonly metafield: { readonly jsonValue: unknown } | null } | null;
      readonly purchasingCompany: object | null;
    } | null;
    readonly cost: { readonly subtotalAmount: { readonly amount: string; readonly currencyCode: string } };
  };
  readonly discount: { readonly metafield: { readonly jsonValue: unknown } | null };
  readonly presentmentCurrencyRate: string;
}

/** What the app wrote to the discount; nothing where it has not yet, or wrote for another version of this function. */
export function readConfiguration({ discount }: FunctionInput): IncentiveConfiguration {
  const value = discount.metafield?.jsonValue;
  return isConfiguration(value) ? value : NO_INCENTIVES;
}

/** Only the app can write its metafields, so the version tells what the rest is. */
function isConfiguration(value: unknown): value is IncentiveConfiguration {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1;
}

export function readCart(input: FunctionInput, productIds: readonly (ProductId | null)[]): IncentiveCart {
  const { buyerIdentity, cost } = input.cart;
  const segments = buyerIdentity?.customer?.metafield?.jsonValue;
  return {
    segmentIds: Array.isArray(segments) ? segments.filter((id) => typeof id === 'string') : [],
    isBusiness: Boolean(buyerIdentity?.purchasingCompany),
    reaches: (least) => reaches(cost.subtotalAmount.amount, least, input.presentmentCurrencyRate),
    productIds,
  };
}
