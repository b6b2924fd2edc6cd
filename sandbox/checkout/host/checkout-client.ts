import * as z from 'zod';
import type { CheckoutChange, CheckoutOutcome } from '../checkout-shop.ts';

/** The page's calls to the sandbox server about its checkout. */
export interface CheckoutClient {
  change(change: CheckoutChange): Promise<CheckoutOutcome>;
  placeOrder(paymentHandle: string): Promise<CheckoutOutcome>;
  /** With `sub` when the app may know the buyer. */
  sessionToken(options: { withCustomer: boolean }): Promise<string>;
  /** Storefront API, in the buyer's country. */
  query(body: { query: string; variables: unknown }, version: string): Promise<unknown>;
}

const tokenAnswer = z.object({ token: z.string() });

export function createCheckoutClient(token: string): CheckoutClient {
  const base = `/checkouts/${token}`;
  return {
    change: async (change) => (await postJson(`${base}/changes`, change)) as CheckoutOutcome,
    placeOrder: async (paymentHandle) =>
      (await postJson(`${base}/order`, { paymentHandle })) as CheckoutOutcome,
    sessionToken: async (options) =>
      tokenAnswer.parse(await postJson(`${base}/session-token`, options)).token,
    query: (body, version) => postJson(`/api/${version}/graphql.json`, body),
  };
}

async function postJson(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  return await response.json();
}
