import type { SavedAddress } from '#app/domain/campaigns/decision.ts';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { ConnectionSettings, MetafieldPlace } from '#app/domain/quality/connections/connection.ts';
import type { ReadFields } from '#app/domain/quality/connections/read-fields.ts';
import type { TypedText } from '#app/domain/quality/connections/typed-text.ts';

/** Whom a connection is asked about. What costs to find is found on demand. */
export interface ConnectionSubject {
  readonly shopId: ShopId;
  readonly customerId: CustomerId;
  readonly country: string | null;
  readonly language: string | null;
  address(): SavedAddress | null;
  /** As Shopify has it now; Attune stores none. */
  email(): Promise<string | null>;
  /** As Shopify has it now. Null where the customer has none there. */
  metafield(place: MetafieldPlace): Promise<TypedText | null>;
}

export type ConnectorAnswer =
  | ({ readonly kind: 'told' } & ReadFields)
  /** It knows nobody of this name. */
  | { readonly kind: 'unknown' }
  /** No answer, or none that can be read. The sentence holds nothing of the answer. */
  | {
      readonly kind: 'failed';
      readonly problem: string;
      /** So long the server wants to be left alone; left out where it did not say. */
      readonly waitSeconds?: number;
    };

/** Asks one system about one customer. Never rejects because of what that system does. */
export interface Connector {
  pull(
    settings: ConnectionSettings,
    secret: string | null,
    subject: ConnectionSubject,
    signal: AbortSignal,
  ): Promise<ConnectorAnswer>;
}
