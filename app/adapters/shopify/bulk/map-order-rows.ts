import type { CustomerId, OrderId, ProductId, VariantId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { OrderLine } from '#app/domain/profiles/order-record.ts';
import type { OrderReading } from '#app/ports/shop-history.ts';
import {
  instantOf,
  minorOf,
  ownAttributes,
  savedAddressOf,
  timeOf,
  type AddressParts,
} from '../order-parts.ts';
import type { BulkRow } from './read-json-lines.ts';

interface ShopMoney {
  readonly shopMoney: { readonly amount: string };
}

/** An order as bulkOrdersQuery asks for it. */
export interface OrderRow extends BulkRow {
  readonly id: OrderId;
  readonly processedAt: string;
  readonly updatedAt: string;
  readonly cancelledAt: string | null;
  readonly test: boolean;
  readonly sourceName: string | null;
  readonly currencyCode: string;
  readonly checkoutToken: string | null;
  readonly cartToken: string | null;
  readonly paymentGatewayNames: readonly string[];
  readonly customer: { readonly id: CustomerId } | null;
  readonly shippingAddress: (AddressParts & { readonly countryCodeV2: string | null }) | null;
  readonly subtotalPriceSet: ShopMoney | null;
  readonly totalPriceSet: ShopMoney;
  readonly totalRefundedSet: ShopMoney;
  readonly refunds: readonly {
    readonly id: string;
    /** Null of a refund that has not been made yet. */
    readonly createdAt: string | null;
    readonly totalRefundedSet: ShopMoney;
  }[];
}

/** A line of an order; `__parentId` is the order. */
export interface LineRow extends BulkRow {
  readonly id: string;
  readonly title: string;
  readonly quantity: number;
  readonly currentQuantity: number;
  readonly discountedUnitPriceAfterAllDiscountsSet: ShopMoney;
  readonly product: { readonly id: ProductId } | null;
  readonly variant: { readonly id: VariantId } | null;
  readonly customAttributes: readonly { readonly key: string; readonly value: string | null }[];
}

export function toOrderReading(row: OrderRow, lines: readonly LineRow[]): OrderReading {
  const { currencyCode: currency, shippingAddress: address } = row;
  const order = {
    id: row.id,
    customerId: row.customer?.id ?? null,
    checkoutToken: row.checkoutToken,
    cartToken: row.cartToken,
    processedAt: timeOf(row.processedAt),
    updatedAt: timeOf(row.updatedAt),
    cancelledAt: instantOf(row.cancelledAt),
    test: row.test,
    sourceName: row.sourceName,
    country: address?.countryCodeV2 ?? null,
    currency,
    subtotalMinor: minorOf(row.subtotalPriceSet?.shopMoney.amount ?? '0', currency),
    totalMinor: minorOf(row.totalPriceSet.shopMoney.amount, currency),
    refundedMinor: minorOf(row.totalRefundedSet.shopMoney.amount, currency),
    lines: lines.map((line) => toBulkLine(line, currency)),
  };
  const saved = {
    address: savedAddressOf(address && { ...address, countryCode: address.countryCodeV2 }),
    paymentType: row.paymentGatewayNames.at(-1) ?? null,
  };
  const refunds = row.refunds.flatMap(({ id, createdAt, totalRefundedSet }) =>
    createdAt === null
      ? []
      : [
          {
            id,
            at: toInstant(createdAt),
            amountMinor: minorOf(totalRefundedSet.shopMoney.amount, currency),
            lines: [],
          },
        ],
  );
  return { order, saved, refunds };
}

const NO_ATTRIBUTES: OrderLine['attributes'] = {};

export function toBulkLine(row: LineRow, currency: string): OrderLine {
  const attributes =
    row.customAttributes.length === 0
      ? NO_ATTRIBUTES
      : ownAttributes(row.customAttributes.map(({ key, value }) => ({ name: key, value })));
  return {
    id: row.id,
    productId: row.product?.id ?? null,
    variantId: row.variant?.id ?? null,
    title: row.title,
    quantity: row.quantity,
    currentQuantity: row.currentQuantity,
    unitPriceMinor: minorOf(row.discountedUnitPriceAfterAllDiscountsSet.shopMoney.amount, currency),
    attributes,
  };
}
