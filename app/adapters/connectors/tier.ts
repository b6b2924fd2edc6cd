import type { TierSource } from '#app/domain/quality/connections/connection.ts';
import { readTierMetafield } from '#app/domain/quality/connections/read-tier-metafield.ts';
import type { ConnectionSubject, ConnectorAnswer } from '#app/ports/connector.ts';

/** Asks Shopify for the metafield that holds a customer's loyalty tier. */
export async function askTier(source: TierSource, subject: ConnectionSubject): Promise<ConnectorAnswer> {
  const metafield = await subject.metafield(source);
  return metafield === null
    ? { kind: 'unknown' }
    : { kind: 'told', ...readTierMetafield(metafield, source.path) };
}
