import type { AdminContext, Args, FieldTable } from '#sandbox/admin-api/context.ts';
import { bulkFields } from './bulk.ts';
import { collectionFields } from './collection.ts';
import { customerFields } from './customer.ts';
import { discountFields } from './discount.ts';
import { mutationFields } from './mutation.ts';
import { orderFields } from './order.ts';
import { pixelFields } from './pixel.ts';
import { productFields } from './product.ts';
import { queryRootFields } from './query-root.ts';
import { segmentFields } from './segment.ts';
import { sharedFields } from './shared.ts';
import { shopFields } from './shop.ts';

const TABLES: Readonly<Record<string, FieldTable<never>>> = {
  ...queryRootFields,
  ...mutationFields,
  ...discountFields,
  ...pixelFields,
  ...shopFields,
  ...productFields,
  ...collectionFields,
  ...segmentFields,
  ...customerFields,
  ...orderFields,
  ...bulkFields,
  ...sharedFields,
};

export type Read = (source: unknown, args: Args, context: AdminContext) => unknown;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * How a field of a type is read: its own function, or the property of that name (called when it is a function). One table
 * serves graphql-js and bulk operations, so both say the same.
 */
export function readerOf(typeName: string, fieldName: string): Read {
  const own = TABLES[typeName]?.[fieldName];
  // The schema guarantees that a field of a type is only ever read from a source of that type.
  if (own) return (source, args, context) => own(source as never, args, context);
  return (source, args) => {
    const value = isRecord(source) ? source[fieldName] : undefined;
    return typeof value === 'function' ? value(args) : (value ?? null);
  };
}

/** The GraphQL type behind an interface: sources say it, or show it by a property that only their type has. */
export function typeNameOf(source: unknown): string | undefined {
  if (!isRecord(source)) return undefined;
  if ('checkoutToken' in source) return 'Order';
  if ('acceptsMarketing' in source) return 'Customer';
  if ('inventoryItemId' in source) return 'Product';
  if ('rootObjectCount' in source) return 'BulkOperation';
  if ('ownerId' in source) return 'Metafield';
  if ('countries' in source) return 'Market';
  if ('functionHandle' in source) return 'DiscountAutomaticNode';
  if ('timeZone' in source) return 'Shop';
  if ('lines' in source && 'order' in source) return 'Refund';
  return typeof source['type'] === 'string' ? source['type'] : undefined;
}
