import { createHmac } from 'node:crypto';
import { API_SECRET } from './running-server.ts';

export interface ProxiedQuery {
  readonly shop: string;
  /** The customer's number; empty for a visitor who is not signed in. */
  readonly customer?: string;
  readonly at?: number;
  readonly secret?: string;
  /** What the visitor's own request had in its query. */
  readonly own?: readonly (readonly [string, string])[];
}

/** The query that Shopify's app proxy puts on a request, signed. */
export function aProxiedQuery({
  shop,
  customer = '',
  at = Date.now() / 1000,
  secret = API_SECRET,
  own = [],
}: ProxiedQuery): URLSearchParams {
  const query = new URLSearchParams([
    ...own.map(([name, value]) => [name, value]),
    ['shop', shop],
    ['logged_in_customer_id', customer],
    ['path_prefix', '/apps/attune'],
    ['timestamp', String(Math.floor(at))],
  ]);
  const text = [...new Set(query.keys())]
    .toSorted()
    .map((name) => `${name}=${query.getAll(name).join(',')}`)
    .join('');
  query.append('signature', createHmac('sha256', secret).update(text).digest('hex'));
  return query;
}
