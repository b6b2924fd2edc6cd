import type { Dispatcher } from 'undici';
import type { Connector } from '#app/ports/connector.ts';
import { askJsonEndpoint } from './json-endpoint.ts';
import { askPlaces } from './places.ts';
import { publicHosts } from './public-hosts.ts';
import { askWishlist } from './wishlist.ts';

/** Every kind of connection. `dispatcher` decides which servers may be reached: those of the internet, when it is left out. */
export function createConnector(dispatcher?: Dispatcher): Connector {
  let hosts = dispatcher;
  return {
    async pull({ source }, secret, subject, signal) {
      if (source.kind === 'places') return askPlaces(subject);
      if (source.kind === 'wishlist') return askWishlist(source, subject);
      return askJsonEndpoint((hosts ??= publicHosts()), source, secret, subject, signal);
    },
  };
}
