import type { Container } from '#app/container.ts';
import { byProxySignature, byToken } from './checkout-caller.ts';
import { createDecisionHandler, type DecisionHandlerDeps } from './checkout-decision.ts';
import { createEventsHandler } from './checkout-events.ts';
import { createCheckoutTokenVerifier } from './checkout-token.ts';
import { CHECKOUT_HEADERS } from './cors.ts';
import type { FastRoute, Handler } from './fast-path.ts';
import { createHealthHandler, createReadyHandler } from './health.ts';
import type { CheckReadiness } from './health.ts';
import { createPixelIntake } from './pixel-intake.ts';
import { createPixelKeys } from './pixel-key.ts';
import { createProxyVerifier } from './proxy-signature.ts';
import { createRateLimiter } from './rate-limit.ts';
import { createRecommendationsHandler } from './recommendations.ts';
import { createTrackTokens } from './track-token.ts';
import { createUnsubscribeHandlers } from './unsubscribe.ts';
import { createWebhookIntake } from './webhook-intake.ts';

/** Milliseconds after which a render gets the fallback: a checkout waits for nobody. */
const CHECKOUT_BUDGET_MS = 800;

/** Up and ready: every role answers them. */
export function healthRoutes(role: string, checkReadiness: CheckReadiness): FastRoute[] {
  return [
    { path: '/health', method: 'GET', handle: createHealthHandler(role) },
    { path: '/ready', method: 'GET', handle: createReadyHandler(role, checkReadiness) },
  ];
}

/** Everything Shopify tells, at one address. */
export function webhookRoutes({ config, ingestion, log }: Container): FastRoute[] {
  const handle = createWebhookIntake({ apiSecret: config.shopifyApiSecret, receive: ingestion.receive, log });
  return [{ path: '/webhooks', method: 'POST', handle }];
}

/** What shops' web pixels tell. */
export function pixelRoutes({ config, checkout, ingestion, log }: Container): FastRoute[] {
  const handle = createPixelIntake({
    keys: createPixelKeys(checkout.trackKey),
    limiter: createRateLimiter(config.checkoutRatePerSecond),
    receive: ingestion.receive,
    log,
  });
  return [{ path: '/api/pixel/events', method: 'POST', handle, isCrossOrigin: true }];
}

/** What extensions and server-side callers ask, answered before Remix. */
export function checkoutRoutes(container: Container): FastRoute[] {
  const { config, log, checkout } = container;
  const verify = createCheckoutTokenVerifier({
    apiKey: config.shopifyApiKey,
    apiSecret: config.shopifyApiSecret,
  });
  const asked = askingHandlers(container, {
    channel: 'checkout',
    identify: byToken(verify),
    headers: CHECKOUT_HEADERS,
  });
  const recommendations = createRecommendationsHandler({
    apiKeys: container.apiKeys,
    snapshots: checkout.snapshots,
    limiter: createRateLimiter(config.checkoutRatePerSecond),
    recommend: checkout.recommend,
    log,
  });
  return [
    { path: '/api/checkout/decision', method: 'POST', handle: asked.decision, isCrossOrigin: true },
    { path: '/api/checkout/events', method: 'POST', handle: asked.events, isCrossOrigin: true },
    { path: '/api/recommendations', method: 'GET', handle: recommendations },
  ];
}

/** What the theme's cart block asks through the shop's own domain: [app_proxy] in shopify.app.toml leads here. */
export function proxyRoutes(container: Container): FastRoute[] {
  const asked = askingHandlers(container, {
    channel: 'cart',
    identify: byProxySignature(createProxyVerifier(container.config.shopifyApiSecret)),
    headers: { 'Cache-Control': 'no-store' },
  });
  return [
    { path: '/proxy/api/checkout/decision', method: 'POST', handle: asked.decision },
    { path: '/proxy/api/checkout/events', method: 'POST', handle: asked.events },
  ];
}

/** The two questions of whoever shows something, the same however they come. */
function askingHandlers(
  { config, clock, log, checkout }: Container,
  from: Pick<DecisionHandlerDeps, 'channel' | 'identify' | 'headers'>,
): { readonly decision: Handler; readonly events: Handler } {
  const shared = {
    ...from,
    clock,
    log,
    snapshots: checkout.snapshots,
    trackTokens: createTrackTokens(checkout.trackKey),
    budgetMs: CHECKOUT_BUDGET_MS,
  };
  const limiter = () => createRateLimiter(config.checkoutRatePerSecond);
  return {
    decision: createDecisionHandler({
      ...shared,
      limiter: limiter(),
      decideCheckout: checkout.decideCheckout,
      decidePreview: checkout.decidePreview,
      newDecisionId: checkout.newDecisionId,
    }),
    events: createEventsHandler({
      ...shared,
      limiter: limiter(),
      recordItemEvents: checkout.recordItemEvents,
      checkoutFailures: checkout.checkoutFailures,
    }),
  };
}

/** What the links of a reminder lead to. */
export function mailRoutes({ clock, reminders }: Container): FastRoute[] {
  const { tokens, unsubscribe } = reminders;
  const { ask, carryOut } = createUnsubscribeHandlers({ clock, tokens, unsubscribe });
  return [
    { path: '/unsubscribe', method: 'GET', handle: ask },
    { path: '/unsubscribe', method: 'POST', handle: carryOut },
  ];
}
