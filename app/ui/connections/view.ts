import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ConsentLevel } from '#app/domain/profiles/consent.ts';
import {
  DEFAULT_REQUESTS_PER_SECOND,
  type ConnectionSettings,
  type ConnectionSource,
  type FieldMapping,
  type KnownAttribute,
} from '#app/domain/quality/connections/connection.ts';

export type Outcome = 'told' | 'unknown' | 'contradicted' | 'failed';

/** A connection, and how it does, as its pages need it. */
export interface ConnectionView {
  readonly id: string;
  readonly name: string;
  readonly isOn: boolean;
  readonly settings: ConnectionSettings;
  readonly hasSecret: boolean;
  readonly customers: Readonly<Record<Outcome, number>>;
  readonly newestAt: Instant | null;
  readonly problem: string | null;
  readonly pausedUntil: Instant | null;
}

export interface PullView {
  readonly shopperId: CustomerId;
  readonly at: Instant;
  readonly outcome: Outcome;
  readonly problem: string | null;
}

/** What a test of one customer came to. */
export interface TestView {
  readonly outcome: Outcome | 'refused';
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly problem: string | null;
}

export const OUTCOMES: Readonly<Record<Outcome | 'refused', string>> = {
  told: 'Told something',
  unknown: 'Not known there, or not agreed to',
  contradicted: 'Contradicted the shop, not used',
  failed: 'Failed',
  refused: 'Not asked: the customer did not agree to this',
};

export const LEVELS: readonly { readonly value: ConsentLevel; readonly label: string }[] = [
  { value: 'none', label: 'None: what the shop may do with every customer' },
  { value: 'preferences', label: 'Preferences: who did not refuse' },
  { value: 'analytics', label: 'Analytics: who was seen by the web pixel' },
  { value: 'marketing', label: 'Marketing: who agreed to marketing e-mail' },
];

/** The form's own state: what a person typed. */
export interface Draft {
  readonly name: string;
  readonly isOn: boolean;
  readonly kind: ConnectionSource['kind'];
  readonly url: string;
  readonly secretHeader: string;
  /** Empty: the one that is stored stays. */
  readonly secret: string;
  readonly fields: readonly FieldMapping[];
  /** Where the metafield of a wishlist or a tier is. */
  readonly namespace: string;
  readonly key: string;
  /** Where the tier is in the metafield's JSON; empty: the metafield holds it alone. */
  readonly path: string;
  readonly needs: ConsentLevel;
  readonly refreshDays: string;
  readonly keepDays: string;
  readonly requestsPerSecond: string;
}

export const NEW_FIELD: FieldMapping = { field: '', path: '', type: 'text' };

export function draftOf(connection: ConnectionView | null): Draft {
  const { name = '', isOn = true, settings } = connection ?? {};
  const json = settings?.source.kind === 'json' ? settings.source : null;
  const place = settings && 'namespace' in settings.source ? settings.source : null;
  const tier = settings?.source.kind === 'tier' ? settings.source : null;
  return {
    name,
    isOn,
    kind: settings?.source.kind ?? 'json',
    url: json?.url ?? '',
    secretHeader: json?.secretHeader ?? 'Authorization',
    secret: '',
    fields: json?.fields ?? [NEW_FIELD],
    namespace: place?.namespace ?? 'custom',
    key: place?.key ?? 'wishlist',
    path: tier?.path ?? '',
    needs: settings?.needs ?? 'none',
    refreshDays: String(settings?.refreshDays ?? 7),
    keepDays: String(settings?.keepDays ?? 30),
    requestsPerSecond: String(settings?.requestsPerSecond ?? DEFAULT_REQUESTS_PER_SECOND),
  };
}

/** As contracts/connection.ts reads it. */
export function toSent(draft: Draft, id: string | null) {
  const { name, isOn, secret, needs, refreshDays, keepDays, requestsPerSecond } = draft;
  const source = sourceOf(draft);
  return {
    ...(id !== null && { id }),
    name,
    isOn,
    settings: {
      ...{ source, needs, refreshDays: Number(refreshDays), keepDays: Number(keepDays) },
      ...(source.kind === 'json' && { requestsPerSecond: Number(requestsPerSecond) }),
    },
    ...(secret !== '' && { secret }),
  };
}

function sourceOf({ kind, url, secretHeader, fields, namespace, key, path }: Draft): ConnectionSource {
  switch (kind) {
    case 'json':
      return { kind, url, secretHeader, fields };
    case 'wishlist':
      return { kind, namespace, key };
    case 'tier':
      return { kind, namespace, key, ...(path.trim() !== '' && { path }) };
    case 'places':
      return { kind };
  }
}

export const MATCHES: readonly { readonly value: '' | KnownAttribute; readonly label: string }[] = [
  { value: '', label: 'Is a new fact' },
  { value: 'country', label: 'Must match the country' },
  { value: 'language', label: 'Must match the language' },
];
