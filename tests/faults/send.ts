import { setTimeout as sleep } from 'node:timers/promises';
import { signedDelivery, type DeliveryOptions } from '#tests/support/shopify-webhook.ts';

/** Posts until it is answered with 200, as Shopify does, only faster. Gives the attempts it took. */
async function postUntilTaken(
  urlOf: () => string,
  path: string,
  body: string,
  headers: Record<string, string>,
): Promise<number> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      const response = await fetch(`${urlOf()}${path}`, { method: 'POST', body, headers });
      await response.arrayBuffer();
      if (response.status === 200) return attempts;
    } catch {
      // The process is gone: the next attempt goes to the one that follows it.
    }
    await sleep(50);
  }
}

export async function sendDelivery(urlOf: () => string, options: DeliveryOptions): Promise<number> {
  const { body, headers } = signedDelivery(options);
  return postUntilTaken(urlOf, '/webhooks', body, headers);
}

export const recordDecision = (urlOf: () => string, entry: object): Promise<number> =>
  postUntilTaken(urlOf, '/decisions', JSON.stringify(entry), { 'Content-Type': 'application/json' });
