import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { MAX_DECISION_BYTES } from '#app/contracts/checkout-decision.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ServedShop, ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import { withinBudget } from '#app/use-cases/deciding/decide-checkout-budget.ts';
import { parseJson, readBody } from './body.ts';
import type { Identify } from './checkout-caller.ts';
import type { CheckoutCaller } from './checkout-token.ts';
import { sendFailure } from './failure-to-response.ts';
import type { FailureDetails, FailureKind } from './failure-to-response.ts';
import type { RateLimiter } from './rate-limit.ts';

export interface AdmissionDeps {
  readonly clock: Clock;
  readonly identify: Identify;
  readonly snapshots: ShopSnapshots;
  readonly limiter: RateLimiter;
  /** Milliseconds an answer may take after the caller was verified. */
  readonly budgetMs: number;
  /** Of every answer. */
  readonly headers: OutgoingHttpHeaders;
}

export interface Refused extends FailureDetails {
  readonly kind: FailureKind;
}

export interface VerifiedRequest {
  readonly caller: CheckoutCaller;
  /** The body as JSON, not yet checked; undefined when it is not JSON. */
  readonly json: unknown;
  /** `performance.now()` at which the answer must be out. */
  readonly deadline: number;
}

/** Size, then who asks: what anybody can get wrong. */
export async function verifyRequest(
  deps: AdmissionDeps,
  request: IncomingMessage,
): Promise<Result<VerifiedRequest, Refused>> {
  const body = await readBody(request, MAX_DECISION_BYTES);
  if (!body.ok) return fail({ kind: body.failure === 'too-large' ? 'body-too-large' : 'body-incomplete' });
  const deadline = performance.now() + deps.budgetMs;
  const json = parseJson(body.value.toString('utf8'));
  const caller = deps.identify(request, json, deps.clock.now());
  return caller.ok ? ok({ caller: caller.value, json, deadline }) : fail({ kind: caller.failure });
}

/** Installed, then rate. Rejects when the shop could not be looked up in time. */
export async function admitShop(
  deps: AdmissionDeps,
  { caller, deadline }: VerifiedRequest,
): Promise<Result<ServedShop, Refused>> {
  const served = await withinBudget(deps.snapshots.find(caller.shopDomain), deadline - performance.now());
  if (served === null) return fail({ kind: 'shop-not-installed' });
  const seconds = await deps.limiter.secondsToWait(caller.shopDomain);
  if (seconds === null) return ok(served);
  return fail({ kind: 'rate-exceeded', headers: { 'Retry-After': String(seconds) } });
}

/** Answers a refusal so that whoever asked can read it. */
export function refuse(
  { headers }: Pick<AdmissionDeps, 'headers'>,
  response: ServerResponse,
  { kind, ...details }: Refused,
): void {
  sendFailure(response, kind, { ...details, headers: { ...headers, ...details.headers } });
}
