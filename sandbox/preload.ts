/**
 * `node --import ./sandbox/preload.ts`: sends this process's fetches to *.myshopify.com and admin.shopify.com to the sandbox's
 * TLS port, trusting the sandbox's own CA for them and for nothing else, and answers for their names as the internet would. Development and tests only; the app knows nothing
 * of it.
 */
import dns from 'node:dns';
import { existsSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { Agent, buildConnector, setGlobalDispatcher } from 'undici';

const port = process.env['SANDBOX_TLS_PORT'] || '3143';
const caPath = join(process.env['SANDBOX_DIR'] || '.data/sandbox', 'ca.pem');

const isShopifyHost = (host: string): boolean =>
  host.endsWith('.myshopify.com') || host === 'admin.shopify.com';

const connect = buildConnector({});
let connectToSandbox: buildConnector.connector | undefined;

/** The CA is read at the first call: the sandbox may start after the app. */
function sandboxConnector(): buildConnector.connector {
  if (!existsSync(caPath))
    throw new Error(`Expected the sandbox's CA at ${caPath}: start the sandbox first.`);
  connectToSandbox ??= buildConnector({ ca: readFileSync(caPath, 'utf8') });
  return connectToSandbox;
}

setGlobalDispatcher(
  new Agent({
    connect: (options, callback) => {
      const host = options.servername ?? options.hostname;
      if (!isShopifyHost(host)) return connect(options, callback);
      try {
        const target = { ...options, hostname: '127.0.0.1', port, servername: host };
        sandboxConnector()(target, callback);
      } catch (error) {
        callback(error instanceof Error ? error : new Error(String(error)), null);
      }
    },
  }),
);

/** Of the public internet; nothing is ever sent there. */
const PUBLIC = [{ address: '23.227.38.33', family: 4 }];

// Whoever looks a name up by itself before it connects finds a public address, as it would for a shop of Shopify's.
const { lookup } = dns;
dns.lookup = Object.assign(
  (
    host: string,
    options: dns.LookupAllOptions,
    callback: (error: null, found: dns.LookupAddress[]) => void,
  ) => {
    if (!isShopifyHost(host) || !options.all) return Reflect.apply(lookup, dns, [host, options, callback]);
    setImmediate(callback, null, PUBLIC);
  },
  lookup,
) as typeof lookup;
syncBuiltinESMExports();
