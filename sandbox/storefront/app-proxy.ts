import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { readBody, send } from '#sandbox/http/body.ts';
import type { Exchange, Router } from '#sandbox/http/router.ts';
import type { SandboxSettings } from '#sandbox/settings.ts';
import type { Shop } from '#sandbox/shop/shop.ts';
import { readVisitor } from './visitor.ts';

const appProxy = z.object({ app_proxy: z.object({ url: z.url(), prefix: z.string(), subpath: z.string() }) });

/** What the app's configuration says of its proxy: the storefront's path, and the app's. */
function readProxy(): { readonly from: string; readonly to: string } {
  const toml = parse(readFileSync(new URL('../../shopify.app.toml', import.meta.url), 'utf8'));
  const { url, prefix, subpath } = appProxy.parse(toml).app_proxy;
  return { from: `/${prefix}/${subpath}`, to: new URL(url).pathname };
}

/**
 * Forwards what is asked below the proxy's path to the app as Shopify does: with shop, customer, time and signature in the query, and
 * without cookies in either direction.
 */
export function mountAppProxy(router: Router, shop: Shop, settings: SandboxSettings): void {
  const { from, to } = readProxy();
  const forward = async (exchange: Exchange): Promise<void> => {
    const { request, response, params } = exchange;
    const isPost = request.method === 'POST';
    const query = signedQuery(exchange, shop, { ...settings, prefix: from });
    const answer = await fetch(`${settings.appUrl}${to}/${params['rest'] ?? ''}?${query}`, {
      method: request.method ?? 'GET',
      headers: { 'Content-Type': request.headers['content-type'] ?? 'text/plain' },
      body: isPost ? new Uint8Array(await readBody(request)) : null,
      redirect: 'manual',
    }).catch(() => null);
    if (answer === null) return send(response, 502, 'text/plain', 'The app does not answer.');
    response.setHeader('Cache-Control', answer.headers.get('Cache-Control') ?? 'no-store');
    const type = answer.headers.get('Content-Type') ?? 'text/plain';
    send(response, answer.status, type, Buffer.from(await answer.arrayBuffer()));
  };
  for (const method of ['GET', 'POST']) router.on(method, `${from}/*rest`, forward);
}

/** The visitor's own parameters come first and are signed too; a name that comes twice is one with its values joined by a comma. */
function signedQuery(
  { request, url }: Exchange,
  shop: Shop,
  { apiSecret, now, prefix }: Pick<SandboxSettings, 'apiSecret' | 'now'> & { readonly prefix: string },
): URLSearchParams {
  const query = new URLSearchParams(url.search);
  query.append('shop', shop.identity.domain);
  query.append('logged_in_customer_id', String(readVisitor(request, shop).customer?.id ?? ''));
  query.append('path_prefix', prefix);
  query.append('timestamp', String(now()));
  const names = [...new Set(query.keys())].sort();
  const text = names.map((name) => `${name}=${query.getAll(name).join(',')}`).join('');
  query.append('signature', createHmac('sha256', apiSecret).update(text).digest('hex'));
  return query;
}
