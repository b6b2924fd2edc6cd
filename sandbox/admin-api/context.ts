import type { Installation } from '#sandbox/access/installation.ts';
import type { BulkOperations } from '#sandbox/bulk/bulk-operations.ts';
import type { DiscountStore } from '#sandbox/functions/discount-store.ts';
import type { SandboxSettings } from '#sandbox/settings.ts';
import type { PixelStore } from '#sandbox/pixel/pixel-store.ts';
import type { Order, Shop } from '#sandbox/shop/shop.ts';
import type { MetafieldStore } from './metafields.ts';

/** What Shopify Flow was told: a trigger of the app's, and what came with it. */
export interface FlowTriggered {
  readonly handle: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** What field functions may read. */
export interface AdminContext {
  readonly shop: Shop;
  readonly settings: SandboxSettings;
  readonly installation: () => Installation;
  /** Where the sandbox itself is served: `http://127.0.0.1:3100`. */
  readonly origin: () => string;
  readonly bulk: BulkOperations;
  readonly metafields: MetafieldStore;
  readonly discounts: DiscountStore;
  readonly pixel: PixelStore;
  /** What triggered workflows, oldest first. */
  readonly flowTriggers: FlowTriggered[];
}

export type Args = Readonly<Record<string, unknown>>;

/** One field of one type: from the source to a value or to the source of the next type. */
export type FieldFunction<Source> = (source: Source, args: Args, context: AdminContext) => unknown;
export type FieldTable<Source> = Readonly<Record<string, FieldFunction<Source>>>;

const SIXTY_DAYS_SECONDS = 60 * 86_400;

/** Who may write may read too. */
export function hasScope(context: AdminContext, scope: string): boolean {
  const { scopes } = context.installation();
  return scopes.includes(scope) || scopes.includes(scope.replace(/^read_/, 'write_'));
}

/** Released orders; those older than 60 days only with read_all_orders. */
export function isOrderVisible(order: Order, context: AdminContext): boolean {
  if (order.heldBack) return false;
  return (
    hasScope(context, 'read_all_orders') || order.createdAt > context.settings.now() - SIXTY_DAYS_SECONDS
  );
}
