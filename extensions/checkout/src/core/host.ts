/**
 * What the core needs of Shopify's checkout API. Both API versions fit it (2025-07 hands it to the entry function, 2026-07 has
 * it as a global), so the core knows neither. A property that needs access to protected data, or that only checkout targets
 * have, is optional.
 */

/** A value that changes while the checkout is open. The first call of `listener` may come at once. */
export interface Live<Value> {
  readonly current: Value;
  subscribe(listener: (value: Value) => void): unknown;
}

export interface HostLine {
  readonly id: string;
  readonly quantity: number;
  readonly merchandise: { readonly id: string; readonly product: { readonly id: string } };
  readonly cost?: { readonly totalAmount: { readonly amount: number; readonly currencyCode: string } };
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
  /** What is inside a bundle. */
  readonly lineComponents?: readonly { readonly merchandise: HostLine['merchandise'] }[];
}

export interface HostAddress {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly company?: string | undefined;
  readonly address1?: string | undefined;
  readonly address2?: string | undefined;
  readonly city?: string | undefined;
  readonly zip?: string | undefined;
  readonly provinceCode?: string | undefined;
  readonly countryCode?: string | undefined;
  readonly phone?: string | undefined;
}

/** A metafield that the extension's toml asks for, of the shop, a product in the cart or the buyer. */
export interface HostMetafield {
  readonly target: { readonly type: string; readonly id: string };
  readonly metafield: {
    readonly namespace: string;
    readonly key: string;
    readonly value: string | number | boolean;
  };
}

export type LineChange =
  | {
      type: 'addCartLine';
      merchandiseId: string;
      quantity: number;
      attributes: { key: string; value: string }[];
    }
  | { type: 'removeCartLine'; id: string; quantity: number };

export interface ChangeResult {
  readonly type: 'success' | 'error';
}

export interface Host {
  readonly extension: {
    readonly target: string;
    readonly editor?: unknown;
    readonly rendered?: Live<boolean>;
  };
  readonly lines: Live<readonly HostLine[]>;
  readonly localization: {
    readonly country: Live<{ readonly isoCode: string } | undefined>;
    readonly currency: Live<{ readonly isoCode: string }>;
    readonly language: Live<{ readonly isoCode: string }>;
  };
  readonly checkoutToken: Live<string | undefined>;
  /** Of the cart. */
  readonly attributes?: Live<readonly { readonly key: string; readonly value: string }[] | undefined>;
  readonly appMetafields?: Live<readonly HostMetafield[]>;
  readonly settings: Live<Readonly<Record<string, unknown>>>;
  readonly customerPrivacy?: Live<{
    readonly allowedProcessing: {
      readonly analytics: boolean;
      readonly marketing: boolean;
      readonly preferences: boolean;
    };
  }>;
  readonly instructions?: Live<{
    readonly lines: { readonly canAddCartLine: boolean; readonly canRemoveCartLine: boolean };
    readonly delivery: { readonly canSelectCustomAddress: boolean };
  }>;
  readonly buyerIdentity?: {
    readonly customer: Live<{ readonly id: string } | undefined>;
    /** The company a B2B buyer buys for. */
    readonly purchasingCompany?: Live<object | undefined>;
  };
  readonly shippingAddress?: Live<HostAddress | undefined>;
  readonly storage: { read(key: string): Promise<unknown>; write(key: string, data: unknown): Promise<void> };
  readonly sessionToken: { get(): Promise<string> };
  readonly i18n: {
    translate(key: string, options?: Record<string, string | number>): string;
    formatCurrency(amount: number, options?: { currency?: string }): string;
  };
  readonly analytics: { publish(name: string, data: Record<string, unknown>): Promise<boolean> };
  query(
    query: string,
    options?: { variables?: Record<string, unknown> },
  ): Promise<{ data?: unknown; errors?: readonly unknown[] }>;
  applyCartLinesChange?(change: LineChange): Promise<ChangeResult>;
  applyShippingAddressChange?(change: {
    type: 'updateShippingAddress';
    address: HostAddress;
  }): Promise<ChangeResult>;
}
