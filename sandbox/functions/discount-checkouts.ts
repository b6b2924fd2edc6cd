import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decimal } from '#sandbox/shop/money.ts';
import { gid } from '#sandbox/shop/gid.ts';
import { marketOf } from '#sandbox/shop/markets.ts';
import type { DiscountsFor } from '#sandbox/shop/checkout-totals.ts';
import type { Checkout, CheckoutTotals } from '#sandbox/shop/shop.ts';
import type { MetafieldStore } from '#sandbox/admin-api/metafields.ts';
import { namespaceOf } from '#sandbox/admin-api/fields/shared.ts';
import type { DiscountStore, FunctionDiscount } from './discount-store.ts';
import { applyOperations, type Operation } from './apply-operations.ts';
import { runFunction } from './run-function.ts';

const NAMESPACE = namespaceOf('$app:attune');

export interface DiscountCheckoutsDeps {
  readonly discounts: DiscountStore;
  readonly metafields: MetafieldStore;
  /** Where extensions/build-function.ts leaves the function. */
  readonly extensionsDir: string;
}

/**
 * Asks each automatic discount's function what it gives a checkout: the app's own bundle, run in QuickJS on what its input queries ask for.
 * A function that fails gives nothing, as on Shopify.
 */
export function createDiscountCheckouts({
  discounts,
  metafields,
  extensionsDir,
}: DiscountCheckoutsDeps): DiscountsFor {
  let bundle: string | null = null;
  const readBundle = (handle: string): string | null => {
    const path = join(extensionsDir, `${handle}.js`);
    if (bundle === null && existsSync(path)) bundle = readFileSync(path, 'utf8');
    return bundle;
  };
  const jsonOf = (owner: string, key: string): { readonly jsonValue: unknown } | null => {
    const field = metafields.find(owner, NAMESPACE, key);
    return field ? { jsonValue: JSON.parse(field.value) } : null;
  };
  const run = (discount: FunctionDiscount, name: string, input: object): readonly Operation[] => {
    const code = readBundle(discount.functionHandle);
    if (code === null) return [];
    try {
      return (runFunction(code, name, input) as { operations: readonly Operation[] }).operations;
    } catch (error) {
      console.error(`The function ${name} failed:`, error);
      return [];
    }
  };
  return (checkout, totals) =>
    discounts.list().flatMap((discount) => {
      const configuration = jsonOf(discount.discountId, 'incentives');
      const customer = checkout.customerId === null ? null : gid('Customer', checkout.customerId);
      const buyer = customer === null ? null : { metafield: jsonOf(customer, 'segments') };
      const base = inputOf(checkout, totals, buyer, configuration);
      const operations = [
        ...run(discount, 'cart-lines-discounts-generate-run', {
          ...base,
          cart: { ...base.cart, lines: linesOf(totals) },
        }),
        ...run(discount, 'cart-delivery-options-discounts-generate-run', {
          ...base,
          cart: { ...base.cart, deliveryGroups: [{ id: gid('CartDeliveryGroup', 0) }] },
        }),
      ];
      return applyOperations(operations, totals);
    });
}

function inputOf(
  checkout: Checkout,
  totals: CheckoutTotals,
  customer: object | null,
  configuration: object | null,
) {
  return {
    cart: {
      buyerIdentity: { customer, purchasingCompany: null },
      cost: { subtotalAmount: { amount: decimal(totals.subtotalMinor), currencyCode: totals.currency } },
    },
    discount: { metafield: configuration },
    presentmentCurrencyRate: String(marketOf(checkout.countryCode).rate),
  };
}

function linesOf({ lines }: CheckoutTotals) {
  return lines.map(({ id, product }) => ({
    id,
    merchandise: { __typename: 'ProductVariant', product: { id: gid('Product', product.id) } },
  }));
}
