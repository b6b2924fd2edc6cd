import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import type { SendOutcome } from './mailer.ts';

/** A cart whose customer may be reminded, as a workflow of the shop is told of it. */
export interface CartLeft {
  readonly customerId: CustomerId;
  readonly cartUrl: string;
  /** Titles of what can still be bought. */
  readonly products: readonly string[];
  readonly value: Money;
}

/** Starts workflows of Shopify Flow. */
export interface FlowTrigger {
  /** Never rejects for what Shopify answers. Asked once: a second request could start the workflow twice. */
  cartLeft(shopDomain: string, cart: CartLeft): Promise<SendOutcome>;
}
