import { setTimeout as sleep } from 'node:timers/promises';
import { pixelBatch } from '#tests/support/pixel-batch.ts';
import { signedDelivery, type DeliveryOptions } from '#tests/support/shopify-webhook.ts';

/** Posts until it is taken, as Shopify does, only faster. Gives the attempts it took. */
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
      if (response.ok) return attempts;
    } catch {
      // The process is gone: the next attempt goes to the one that follows it.
    }
    await sleep(50);
  }
}

/** A webhook, or what the web pixel saw. */
export async function sendDelivery(urlOf: () => string, options: DeliveryOptions): Promise<number> {
  if (isOfPixel(options)) {
    const type = { 'Content-Type': 'text/plain' };
    return postUntilTaken(urlOf, '/api/pixel/events', pixelBatch([options.body as object]), type);
  }
  const { body, headers } = signedDelivery(options);
  return postUntilTaken(urlOf, '/webhooks', body, headers);
}

export const recordDecision = (urlOf: () => string, entry: object): Promise<number> =>
  postUntilTaken(urlOf, '/decisions', JSON.stringify(entry), { 'Content-Type': 'application/json' });

export const isOfPixel = ({ topic }: Pick<DeliveryOptions, 'topic'>): boolean => topic.startsWith('pixel/');
