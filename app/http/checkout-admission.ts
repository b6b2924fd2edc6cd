import type { IncomingMessage, ServerResponse } from 'node:http';
import { MAX_DECISION_BYTES } from '#app/contracts/checkout-decision.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ServedShop, ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import { withinBudget } from '#app/use-cases/deciding/decide-checkout-budget.ts';
import { parseJson, readBody } from './body.ts';
import { bearerOf } from './checkout-token.ts';
import type { CheckoutCaller, VerifyCheckoutToken } from './checkout-token.ts';
import { CHECKOUT_HEADERS } from './cors.ts';
import { sendFailure } from './failure-to-response.ts';
import type { FailureDetails, FailureKind } from './failure-to-response.ts';
import type { RateLimiter } from './rate-limit.ts';

export interface AdmissionDeps {
  readonly clock: Clock;
  readonly verifyToken: VerifyCheckoutToken;
  readonly snapshots: ShopSnapshots;
  readonly limiter: RateLimiter;
  /** Milliseconds an answer may take after the token was verified. */
  readonly budgetMs: number;
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

/** Size, then token: what anybody can get wrong. */
export async function verifyRequest(
  deps: AdmissionDeps,
  request: IncomingMessage,
): Promise<Result<VerifiedRequest, Refused>> {
  const body = await readBody(request, MAX_DECISION_BYTES);
  if (!body.ok) return fail({ kind: body.failure === 'too-large' ? 'body-too-large' : 'body-incomplete' });
  const deadline = performance.now() + deps.budgetMs;
  const bearer = bearerOf(request.headers.authorization);
  if (bearer !== undefined) {
    const caller = deps.verifyToken(bearer, deps.clock.now());
    if (!caller.ok) return fail({ kind: caller.failure });
    return ok({ caller: caller.value, json: parseJson(body.value.toString('utf8')), deadline });
  }
  const json = parseJson(body.value.toString('utf8'));
  const caller = deps.verifyToken(tokenIn(json), deps.clock.now());
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

/** Answers a refusal so that any origin can read it. */
export function refuse(response: ServerResponse, { kind, ...details }: Refused): void {
  sendFailure(response, kind, { ...details, headers: { ...CHECKOUT_HEADERS, ...details.headers } });
}

function tokenIn(json: unknown): string | undefined {
  if (json === null || typeof json !== 'object' || !('token' in json)) return undefined;
  return typeof json.token === 'string' ? json.token : undefined;
}
