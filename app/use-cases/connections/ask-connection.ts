import type { CustomerId, ProductId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { hasAgreed } from '#app/domain/profiles/consent.ts';
import type { ConnectedScalar } from '#app/domain/profiles/connected.ts';
import { contradiction } from '#app/domain/quality/connections/read-fields.ts';
import type { Connection, PullOutcome } from '#app/ports/connection-store.ts';
import type { Connector } from '#app/ports/connector.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { readSubject, type SubjectPorts } from './subject.ts';

export interface AskConnectionPorts extends SubjectPorts {
  readonly connector: Connector;
}

/** What came of one question. `refused`: the customer did not agree, so nobody was asked. */
export interface AskedConnection {
  readonly outcome: PullOutcome | 'refused';
  readonly values: Readonly<Record<string, ConnectedScalar>>;
  /** By a connection that reads one. */
  readonly wishlist?: readonly ProductId[];
  /** Fields that came in another type than the connection expects. */
  readonly unfit: readonly string[];
  readonly problem: string | null;
  /** So long the system wants to be left alone. */
  readonly waitSeconds?: number;
  /** When what it told before, and is still kept, expires; null where nothing is kept. */
  readonly knownUntil: Instant | null;
}

type Came = Omit<AskedConnection, 'knownUntil'>;

const nothing = (outcome: AskedConnection['outcome'], problem: string | null = null): Came => ({
  outcome,
  values: {},
  unfit: [],
  problem,
});

/** A question that came to no answer at all. */
export const unanswered = (problem: string): AskedConnection => ({
  ...nothing('failed', problem),
  knownUntil: null,
});

/**
 * Asks a connection about one customer, within their consent. An answer that contradicts what the shop knows of them is about somebody
 * else: nothing of it is used.
 */
export async function askConnection(
  ports: AskConnectionPorts,
  shop: Pick<Shop, 'id' | 'domain'>,
  { connection, secret }: { readonly connection: Connection; readonly secret: string | null },
  customerId: CustomerId,
  signal: AbortSignal,
): Promise<AskedConnection> {
  const known = await readSubject(ports, shop, customerId);
  if (known === null) return { ...nothing('unknown'), knownUntil: null };
  const told = Object.values(known.profile.attributes.connected ?? {});
  const knownUntil = told.find(({ source }) => source === connection.id)?.until ?? null;
  return { ...(await ask(ports.connector, { connection, secret }, known, signal)), knownUntil };
}

async function ask(
  connector: Connector,
  { connection, secret }: { readonly connection: Connection; readonly secret: string | null },
  { subject, profile }: NonNullable<Awaited<ReturnType<typeof readSubject>>>,
  signal: AbortSignal,
): Promise<Came> {
  if (!hasAgreed(profile, connection.settings.needs)) return nothing('refused');
  try {
    const answer = await connector.pull(connection.settings, secret, subject, signal);
    if (answer.kind === 'unknown') return nothing('unknown');
    if (answer.kind === 'failed')
      return {
        ...nothing('failed', answer.problem),
        ...(answer.waitSeconds !== undefined && { waitSeconds: answer.waitSeconds }),
      };
    const contradicted = contradiction(answer.claims, subject);
    if (contradicted !== null)
      return nothing('contradicted', `The ${contradicted} is not the one that the shop knows.`);
    return {
      outcome: 'told',
      values: answer.values,
      ...(answer.wishlist && { wishlist: answer.wishlist }),
      unfit: answer.unfit,
      problem: unfitSentence(answer.unfit),
    };
  } catch (error) {
    if (error instanceof ShopifyRejected)
      return nothing('failed', 'Shopify did not tell what was asked of it.');
    throw error;
  }
}

function unfitSentence(unfit: readonly string[]): string | null {
  return unfit.length === 0 ? null : `Not of the type expected: ${unfit.join(', ')}.`;
}
