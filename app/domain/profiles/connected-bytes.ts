import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { ConnectedScalar, ConnectedValue } from './connected.ts';
import { CONSENT_LEVELS } from './consent.ts';

type Connected = Readonly<Record<string, ConnectedValue>>;

const KINDS = ['text', 'number', 'yes', 'no'] as const;

/** Values of connections as bytes of a profile, in the order of their fields. */
export function writeConnected(writer: ByteWriter, connected: Connected): void {
  writer.list(Object.entries(connected), ([field, { value, at, until, needs, source }]) => {
    writer.text(field);
    writer.count(KINDS.indexOf(kindOf(value)));
    if (typeof value !== 'boolean') writer.text(String(value));
    writer.text(source);
    writer.count(CONSENT_LEVELS.indexOf(needs));
    writer.instant(at);
    writer.instant(until);
  });
}

function kindOf(value: ConnectedScalar): (typeof KINDS)[number] {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? 'number' : 'text';
}

export function readConnected(reader: ByteReader): Connected {
  const entries = reader.list(() => {
    const field = reader.text();
    const value = readValue(reader);
    const source = reader.text();
    const needs = CONSENT_LEVELS[reader.count()];
    if (needs === undefined) reader.refuse();
    const rest = { at: reader.instant(), until: reader.instant() };
    return [field, { value, source, needs: needs ?? 'marketing', ...rest }] as const;
  });
  return Object.fromEntries(entries);
}

function readValue(reader: ByteReader): ConnectedScalar {
  const kind = KINDS[reader.count()];
  if (kind === 'yes' || kind === 'no') return kind === 'yes';
  if (kind === undefined) reader.refuse();
  const text = reader.text();
  return kind === 'number' ? Number(text) : text;
}
