import type { ProductId } from '#app/domain/kernel/ids.ts';
import type { Money } from '#app/domain/kernel/money.ts';

/** What a product is called. */
export type TitleOf = (id: ProductId) => string;

/** What was shown, and why this. */
export interface ShownItem {
  readonly placement: string;
  readonly title: string;
  readonly price: Money | null;
  readonly reason: string | null;
  /** The counts behind the reason, by name. */
  readonly evidence: Readonly<Record<string, number | string>>;
}
