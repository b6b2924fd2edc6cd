import type { Dispatcher } from 'undici';
import type { Connector } from '#app/ports/connector.ts';
import type { Pace } from '#app/ports/pace.ts';
import { DEFAULT_REQUESTS_PER_SECOND } from '#app/domain/quality/connections/connection.ts';
import { askJsonEndpoint } from './json-endpoint.ts';
import { askPlaces } from './places.ts';
import { publicHosts } from './public-hosts.ts';
import { askTier } from './tier.ts';
import { askWishlist } from './wishlist.ts';

/** Every kind of connection. `dispatcher` decides which servers may be reached: those of the internet, when it is left out. */
export function createConnector(pace: Pace, dispatcher?: Dispatcher): Connector {
  let hosts = dispatcher;
  return {
    async pull({ source, requestsPerSecond = DEFAULT_REQUESTS_PER_SECOND }, secret, subject, signal) {
      if (source.kind === 'places') return askPlaces(subject);
      if (source.kind === 'wishlist') return askWishlist(source, subject);
      if (source.kind === 'tier') return askTier(source, subject);
      const way = { dispatcher: (hosts ??= publicHosts()), pace, requestsPerSecond };
      return askJsonEndpoint(way, source, secret, subject, signal);
    },
  };
}
