import { correctBrowserTime } from '#app/domain/profiles/browser-clock.ts';
import type { VisitNews } from '#app/ports/shop-news.ts';
import type { FoldContext } from './fold-context.ts';
import { followVisitor, refreshTrace } from './fold-shopper.ts';

/**
 * What the web pixel saw. It belongs to the browser until a checkout that was seen in it names a customer: the checkout's own
 * webhook does, never the pixel. Events and webhooks may come in any order.
 */
export async function foldVisitNews(context: FoldContext, news: VisitNews): Promise<void> {
  const { carts, visitors } = context.stores;
  const { visitorId, did } = news;
  const at = correctBrowserTime(news, context.receivedAt);
  if (news.tokens.length > 0) await carts.lock(news.tokens);
  await visitors.lock(visitorId);
  for (const token of news.tokens) await visitors.saveToken(visitorId, token, at);
  if (did?.kind === 'refusal') {
    for (const id of await visitors.refuse(visitorId, at)) await refreshTrace(context, id);
    return followVisitor(context, visitorId);
  }
  if (did?.kind === 'device') await visitors.saveDevice(visitorId, { at, deviceClass: did.deviceClass });
  if (did?.kind === 'checkout') await visitors.saveCheckoutStart(visitorId, did.token, at);
  if (did?.kind === 'view')
    await visitors.saveActivity(visitorId, {
      ...activityOf(news),
      at,
      kind: 'view',
      productId: did.productId,
      ...(did.lastedSeconds !== undefined && { lastedSeconds: did.lastedSeconds }),
    });
  if (did?.kind === 'search')
    await visitors.saveActivity(visitorId, { ...activityOf(news), at, kind: 'search', query: did.query });
  if (did !== null || news.tokens.length > 0) await followVisitor(context, visitorId);
}

const activityOf = ({ eventId }: VisitNews) => ({ eventId, productId: null, query: null });
