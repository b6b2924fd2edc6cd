import { gid } from '#app/domain/kernel/ids.ts';
import type { CustomerId, OrderId, ProductId, VariantId } from '#app/domain/kernel/ids.ts';

/** Both shops have rows under the ids 1 to 3; nobody has a row under 4. */
export const SHARED = [1, 2, 3] as const;

/** Tables whose ids are unique over all shops: of each, the first half of the ids is one shop's, the rest the other's. */
export const decisionIdOf = (shop: number, n: number): string =>
  `00000000-0000-4000-8000-0000000000${shop}${n}`;
export const apiKeyIdOf = (shop: number, n: number): string => `key-${shop}${n}`;
export const deliveryIdOf = (shop: number, n: number): string => String(shop * 10 + n);
export const apiKeyHashOf = (shop: number, n: number): Buffer => Buffer.from(`hash-${shop}${n}`.padEnd(32));

/** Arguments for one call, all from the same small pools, so that a call for one shop often names what the other has. */
export interface Draw {
  int(below: number): number;
  text(): string;
  customer(): CustomerId;
  product(): ProductId;
  variant(): VariantId;
  order(): OrderId;
  name(kind: 'segment' | 'campaign' | 'cart' | 'checkout' | 'item' | 'inventory' | 'experiment'): string;
  decision(): string;
  apiKey(): string;
  apiKeyHash(): Buffer;
  delivery(): string;
  step(): 'shop' | 'products' | 'customers' | 'orders' | 'model';
}

/** The same seed draws the same arguments. */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0;
  const int = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const id = (): number => 1 + int(4);
  const shop = (): number => 1 + int(2);
  const steps = ['shop', 'products', 'customers', 'orders', 'model'] as const;
  return {
    int,
    text: () => `text ${int(1_000)}`,
    customer: () => gid('Customer', id()),
    product: () => gid('Product', id()),
    variant: () => gid('ProductVariant', id()),
    order: () => gid('Order', id()),
    name: (kind) => `${kind}-${id()}`,
    decision: () => decisionIdOf(shop(), id()),
    apiKey: () => apiKeyIdOf(shop(), id()),
    apiKeyHash: () => apiKeyHashOf(shop(), id()),
    delivery: () => deliveryIdOf(shop(), id()),
    step: () => steps[int(steps.length)] ?? 'shop',
  };
}
