import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import { aDecisionRequest } from './running-server.ts';

export interface Sent {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts JSON as an extension does: token in Authorization when there is one. */
export function post(url: string, { token, body, headers = {} }: Sent): Promise<Response> {
  const all = new Headers({ 'Content-Type': 'application/json', ...headers });
  if (token !== undefined) all.set('Authorization', `Bearer ${token}`);
  return fetch(url, {
    method: 'POST',
    headers: all,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Asks for a decision that must be answered with 200. */
export async function askDecision(
  serverUrl: string,
  token: string,
  body: unknown = aDecisionRequest(),
): Promise<DecisionAnswer> {
  const response = await post(`${serverUrl}/api/checkout/decision`, { token, body });
  if (response.status !== 200)
    throw new Error(`Expected 200, found ${response.status}: ${await response.text()}`);
  return (await response.json()) as DecisionAnswer;
}
