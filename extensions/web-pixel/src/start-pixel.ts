import type { ExtensionApi, PixelEvents } from '@shopify/web-pixels-extension';
import type { Outbox } from './outbox.ts';
import { createViewClock } from './view-clock.ts';
import { HEARD, toldEvent, type HeardName } from './told-event.ts';

/**
 * Hears what the visitor does, and tells it while they allow analytics. Once they do not any more, nothing waits to be told but the
 * refusal itself, which removes what was told before.
 */
export function startPixel(
  { analytics, browser, init, customerPrivacy }: ExtensionApi,
  outbox: Outbox,
): void {
  const clock = createViewClock(browser.localStorage, outbox);
  let isAllowed = init.customerPrivacy.analyticsProcessingAllowed;
  let clientId: string | null = null;
  let cartToken = init.data.cart?.id ?? null;

  for (const name of HEARD)
    analytics.subscribe(name, (event) => {
      if (!isAllowed || isEmptySearch(event)) return;
      clientId = event.clientId;
      if (event.name === 'cart_viewed') cartToken = event.data.cart?.id ?? cartToken;
      outbox.add(toldEvent(event, cartToken));
      clock.hear(event);
      // Its offer is asked for at this very moment.
      if (event.name === 'checkout_started') outbox.flush();
    });

  customerPrivacy.subscribe('visitorConsentCollected', ({ customerPrivacy: given }) => {
    const wasAllowed = isAllowed;
    isAllowed = given.analyticsProcessingAllowed;
    if (isAllowed || !wasAllowed) return;
    clock.forget();
    outbox.clear();
    if (clientId !== null) outbox.add(refusalOf(clientId));
    outbox.flush();
  });
}

/** A search page that was opened without words. */
const isEmptySearch = (event: PixelEvents[HeardName]): boolean =>
  event.name === 'search_submitted' && event.data.searchResult.query.trim() === '';

function refusalOf(clientId: string) {
  const now = new Date();
  // An id has at most 100 characters.
  const id = `refusal-${now.getTime()}-${clientId}`.slice(0, 100);
  return { id, name: 'consent_changed', clientId, at: now.toISOString(), analytics: false } as const;
}
