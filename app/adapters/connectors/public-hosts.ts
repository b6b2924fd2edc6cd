import dns from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { getGlobalDispatcher, interceptors, type Dispatcher } from 'undici';
import ipaddr from 'ipaddr.js';

/** A name leads into a network that no connection may reach. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

/** An address is kept this long, so that many requests to one server ask once. */
const TTL_MS = 30_000;

/**
 * Requests that reach public addresses only: not this machine, not its network, nothing that is reserved. The address that was looked at is the
 * one that is connected to, so that a name cannot lead elsewhere in between.
 */
export function publicHosts(): Dispatcher {
  return getGlobalDispatcher().compose(
    interceptors.dns({
      maxTTL: TTL_MS,
      lookup(origin, _options, callback) {
        dns.lookup(origin.hostname, { all: true }, (error, found: LookupAddress[]) => {
          if (error) return callback(error, []);
          if (!found.every(({ address }) => isPublic(address)))
            return callback(new PrivateAddress('The server lies in a private network.'), []);
          const records = found.map(({ address, family }) => ({
            address,
            ttl: TTL_MS,
            family: family === 6 ? (6 as const) : (4 as const),
          }));
          callback(null, records);
        });
      },
    }),
  );
}

/** Addresses of the internet that IANA gives to anybody: all others of IPv6 are for networks of their own, or for nobody yet. */
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** For measuring networks (RFC 2544); of those that are not public the library does not know it. */
const MEASURING_V4 = ipaddr.IPv4.parseCIDR('198.18.0.0/15');

/** Whether an IP address is one of the internet's: no loopback, private, link-local, shared, multicast or reserved range. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const read = ipaddr.process(address);
  if (read.range() !== 'unicast') return false;
  return read instanceof ipaddr.IPv6 ? read.match(GLOBAL_V6) : !read.match(MEASURING_V4);
}
