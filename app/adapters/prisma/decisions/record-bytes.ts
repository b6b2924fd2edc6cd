import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Fingerprint } from '#app/domain/campaigns/replay/pack.ts';

/** What nearly every record says, so that none has to spell it out. A change of it needs another name beside it: old records need theirs. */
const COMMON = Buffer.from(
  '"components":[]"syncedSegments":["dismissed":["isBusiness":true"marketing":true,"outcome":"dismissed""outcome":"accepted"' +
    '{"code":"viewed","text":"You looked at this lately","evidence":{"views":"time-to-refill","text":"Time to refill: you buy it every ' +
    '"popular-in-country","text":"Popular in your country this week","evidence":{"country":"popular","text":"Popular with other shoppers' +
    '"bought-before","text":"You bought this before","evidence":{"timesBought":1,"daysAgo":{"kind":"neighbours","productId":"' +
    '"because-you-bought","text":"Because you bought "bought-together","text":"Often bought with  in this cart","evidence":{"sku":"' +
    'gid://shopify/Product/","orders":,"ordersOfSku":{"key":":gid://shopify/Product/","checkout":"","outcome":"shown","at":17' +
    '{"v":1,"rules":"","products":[["",[[true,null]]],["",[[true,1]]]],"profile":{"shopperId":"gid://shopify/Customer/","key":""},' +
    '"profile":null,"own":{"question":{"now":17,"placements":["thank-you.block"],"placements":["checkout.block"],"checkoutToken":"",' +
    '"shopperId":null,"unit":"","lines":[{"variantId":"gid://shopify/ProductVariant/","productId":"gid://shopify/Product/","quantity":1,' +
    '"components":[],"cost":{"amountMinor":,"currency":"GBP"}}],"country":"US","currency":"USD","language":"en","consent":{"preferences":true,' +
    '"analytics":true,"marketing":false},"syncedSegments":[],"dismissed":[],"canAddLines":true,"isBusiness":false,"pastItems":[]},' +
    '"returned":[],"savedDetails":null,"model":{"version":,"orders":,"fittedUntil":17,"liveOrders":},"calls":[{"kind":"candidates",' +
    '"limit":24,"read":[{"productId":"gid://shopify/Product/","score":0.,"acceptances":1,"reason":{"code":"evidence":{"sku":' +
    '"unread":[["gid://shopify/Product/",0.0]]}],"spentCampaigns":[],"catalogVersion":}}',
);

/**
 * Records are a few thousand bytes: a small window and small tables cost a third of zlib's own, and a stream of its own for each (the
 * asynchronous call) ten times as much.
 */
const SMALL = { level: 1, windowBits: 13, memLevel: 5, dictionary: COMMON } as const;

export function deflateContent(content: string | Uint8Array): Buffer {
  return deflateRawSync(content, SMALL);
}

export function inflateContent(bytes: Uint8Array): Buffer {
  return inflateRawSync(bytes, { dictionary: COMMON });
}

/** The first 128 bits of SHA-256: two contents of a shop are not taken for one another by chance. */
export const fingerprint: Fingerprint = (content) => sha256(content).subarray(0, 16).toString('base64url');

export function sha256(content: string | Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
