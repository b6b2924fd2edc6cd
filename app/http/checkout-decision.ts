import type { IncomingMessage, ServerResponse } from 'node:http';
import { decisionRequest, PLACEMENTS_OF_CHANNEL } from '#app/contracts/checkout-decision.ts';
import type { DecisionAnswer, DecisionChannel } from '#app/contracts/checkout-decision.ts';
import type { Log } from '#app/ports/log.ts';
import { fallbackAnswer } from '#app/use-cases/deciding/decide-checkout.ts';
import type { CheckoutAnswer, DecideCheckout } from '#app/use-cases/deciding/decide-checkout.ts';
import type { DecidePreview } from '#app/use-cases/deciding/decide-preview.ts';
import { sendJson } from './answer.ts';
import { admitShop, refuse, verifyRequest } from './checkout-admission.ts';
import type { AdmissionDeps, VerifiedRequest } from './checkout-admission.ts';
import type { RequestProblem } from './failure-to-response.ts';
import { problemsOf } from './request-problems.ts';
import type { TrackTokens } from './track-token.ts';

export interface DecisionHandlerDeps extends AdmissionDeps {
  readonly log: Log;
  /** Where the question comes from; it may ask for the placements there and no others. */
  readonly channel: DecisionChannel;
  readonly trackTokens: TrackTokens;
  readonly decideCheckout: DecideCheckout;
  readonly decidePreview: DecidePreview;
  readonly newDecisionId: (nowMs: number) => string;
}

/**
 * POST /api/checkout/decision, and the same below /proxy. Checks in this order: size 413, caller 401, shop 403, rate 429, body 400. After the caller was
 * verified no failure of ours reaches the checkout: it gets 200 with nothing to show.
 */
export function createDecisionHandler(deps: DecisionHandlerDeps) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const verified = await verifyRequest(deps, request);
    if (!verified.ok) return refuse(deps, response, verified.failure);
    try {
      await decideVerified(deps, verified.value, response);
    } catch (error) {
      deps.log.error({ err: error, shop: verified.value.caller.shopDomain }, 'decision fell back');
      const decisionId = deps.newDecisionId(deps.clock.nowMs());
      sendAnswer(deps, response, verified.value.caller.shopDomain, fallbackAnswer(decisionId, []));
    }
  };
}

async function decideVerified(
  deps: DecisionHandlerDeps,
  verified: VerifiedRequest,
  response: ServerResponse,
): Promise<void> {
  const served = await admitShop(deps, verified);
  if (!served.ok) return refuse(deps, response, served.failure);
  const parsed = decisionRequest.safeParse(verified.json);
  if (!parsed.success) {
    return refuse(deps, response, {
      kind: 'request-invalid',
      problems: problemsOf(parsed.error, verified.json),
    });
  }
  const foreign = parsed.data.placements.filter(
    (name) => !PLACEMENTS_OF_CHANNEL[deps.channel].includes(name),
  );
  if (foreign.length > 0)
    return refuse(deps, response, { kind: 'request-invalid', problems: [notHere(deps, foreign)] });
  const question = {
    served: served.value,
    channel: deps.channel,
    customerId: verified.caller.customerId,
    request: parsed.data,
    budgetMs: verified.deadline - performance.now(),
  };
  const preview = parsed.data.preview === undefined ? null : await deps.decidePreview(question);
  if (preview) return sendJson(response, 200, { ...preview, trackToken: '' }, deps.headers);
  const answer = await deps.decideCheckout(question);
  sendAnswer(deps, response, served.value.shop.domain, answer);
}

function notHere({ channel }: DecisionHandlerDeps, foreign: readonly string[]): RequestProblem {
  return {
    path: 'placements',
    expected: `only ${PLACEMENTS_OF_CHANNEL[channel].join(', ')}`,
    found: foreign.join(', '),
  };
}

function sendAnswer(
  deps: DecisionHandlerDeps,
  response: ServerResponse,
  shopDomain: string,
  answer: CheckoutAnswer,
): void {
  const trackToken = deps.trackTokens.issue(shopDomain, answer.decisionId, deps.clock.now());
  const body: DecisionAnswer = { ...answer, trackToken };
  sendJson(response, 200, body, deps.headers);
}
