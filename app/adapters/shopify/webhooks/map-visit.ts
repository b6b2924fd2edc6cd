import type { z } from 'zod';
import type {
  consentEvent,
  pageEvent,
  searchEvent,
  tokenEvent,
  viewEvent,
  viewLastedEvent,
} from '#app/contracts/pixel-events.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import { secondsOfView } from '#app/domain/profiles/view-time.ts';
import type { VisitNews } from '#app/ports/shop-news.ts';

type Visit = Pick<VisitNews, 'kind' | 'eventId' | 'visitorId' | 'at' | 'sentAt' | 'tokens'>;

/** What every event of the pixel tells. */
function visitOf(event: z.output<typeof tokenEvent>): Visit {
  return {
    kind: 'visit',
    eventId: event.id,
    visitorId: event.clientId,
    at: toInstant(event.at),
    sentAt: event.sentAt === undefined ? null : toInstant(event.sentAt),
    tokens: [event.cartToken, event.checkoutToken].flatMap((token) => token ?? []),
  };
}

export const toVisit = (event: z.output<typeof tokenEvent>): VisitNews => ({ ...visitOf(event), did: null });

export const toCheckoutStart = (event: z.output<typeof tokenEvent>): VisitNews => ({
  ...visitOf(event),
  did: event.checkoutToken ? { kind: 'checkout', token: event.checkoutToken } : null,
});

export const toPageVisit = (event: z.output<typeof pageEvent>): VisitNews => ({
  ...visitOf(event),
  did: event.device ? { kind: 'device', deviceClass: event.device } : null,
});

export const toView = (event: z.output<typeof viewEvent>): VisitNews => ({
  ...visitOf(event),
  did: { kind: 'view', productId: gid('Product', event.productId) },
});

/** The view once more, by its own id and time, with how long it lasted. */
export const toViewTime = (event: z.output<typeof viewLastedEvent>): VisitNews => ({
  ...visitOf({ ...event, id: event.viewId, at: event.viewedAt }),
  did: {
    kind: 'view',
    productId: gid('Product', event.productId),
    lastedSeconds: secondsOfView(event.lastedMs),
  },
});

export const toSearch = (event: z.output<typeof searchEvent>): VisitNews => ({
  ...visitOf(event),
  did: { kind: 'search', query: event.query },
});

export const toConsent = (event: z.output<typeof consentEvent>): VisitNews => ({
  ...visitOf(event),
  did: event.analytics ? null : { kind: 'refusal' },
});
