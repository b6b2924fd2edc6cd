import { isAfterOrder } from './api-values.ts';
import type { ExtensionDefinition } from './extension-definition.ts';
import type { Session } from './session.ts';
import { createStorage } from './storage.ts';
import { readCartLinesChange, readAttributeChange, readShippingAddressChange } from './read-changes.ts';

type HostMethod = (...args: readonly unknown[]) => Promise<unknown>;
export type HostMethods = Readonly<Record<string, HostMethod>>;

const REFUSED = 'Shopify could not apply this change.';
const LOCKED = 'The cart instructions of this checkout do not allow this change.';

/** Everything of the extension API that asks the page, by path, for one target. */
export function createHostMethods(
  session: Session,
  target: string,
  definition: ExtensionDefinition,
): HostMethods {
  return {
    ...standardMethods(session, target, definition),
    ...(isAfterOrder(target) ? {} : checkoutMethods(session)),
    ...(isAfterOrder(target) || !session.switches.hasProtectedData ? {} : addressMethods(session)),
  };
}

function standardMethods(session: Session, target: string, definition: ExtensionDefinition): HostMethods {
  const storage = createStorage(session.checkout.token, definition.handle);
  return {
    'storage.read': async (key) => storage.read(String(key)),
    'storage.write': async (key, data) => storage.write(String(key), data),
    'storage.delete': async (key) => storage.delete(String(key)),
    'sessionToken.get': () => session.sessionToken(),
    'analytics.publish': async (name, data) => {
      session.log.add({ kind: 'analytics', target, text: `${String(name)} ${JSON.stringify(data ?? {})}` });
      return true;
    },
    'analytics.visitor': async () => ({ type: 'success' }),
    query: (query, options) => queryStorefront(session, definition, String(query), options),
    applyTrackingConsentChange: async () => refused('This extension may not collect consent.'),
    'buyerJourney.intercept': async () => {
      throw new Error(
        'The sandbox has no buyer journey to intercept: the extension asks for no block_progress.',
      );
    },
  };
}

async function queryStorefront(
  session: Session,
  definition: ExtensionDefinition,
  query: string,
  options: unknown,
) {
  if (definition.capabilities['api_access'] !== true)
    throw new Error('query() needs the capability api_access.');
  const variables = isRecord(options) ? options['variables'] : undefined;
  const version = isRecord(options) && typeof options['version'] === 'string' ? options['version'] : null;
  return await session.client.query(
    { query, variables: variables ?? {} },
    version ?? session.data.apiVersion,
  );
}

function checkoutMethods(session: Session): HostMethods {
  return {
    applyCartLinesChange: async (change) => {
      if (session.switches.isLocked) return refused(LOCKED);
      if (session.switches.fault?.kind === 'cart') return refused(REFUSED);
      return outcomeOf(await session.change(readCartLinesChange(change)));
    },
    applyAttributeChange: async (change) => {
      if (session.switches.isLocked) return refused(LOCKED);
      return outcomeOf(await session.change(readAttributeChange(change)));
    },
    applyDiscountCodeChange: async () => refused('The sandbox has no discount codes.'),
    applyGiftCardChange: async () => refused('The sandbox has no gift cards.'),
    applyMetafieldChange: async () => refused('The sandbox has no cart metafields.'),
    applyNoteChange: async () => refused('The sandbox has no cart notes.'),
  };
}

function addressMethods(session: Session): HostMethods {
  return {
    applyShippingAddressChange: async (change) => {
      if (session.switches.isLocked) return { type: 'error', errors: [{ message: LOCKED }] };
      const outcome = await session.change(readShippingAddressChange(change));
      return outcome.type === 'success'
        ? { type: 'success', errors: null }
        : { type: 'error', errors: [{ message: outcome.message }] };
    },
  };
}

function outcomeOf(outcome: { type: 'success' } | { type: 'error'; message: string }): object {
  return outcome.type === 'success' ? { type: 'success' } : refused(outcome.message);
}

function refused(message: string): { type: 'error'; message: string } {
  return { type: 'error', message };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}
