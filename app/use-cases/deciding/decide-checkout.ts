import type { DecisionAnswer, DecisionChannel, DecisionRequest } from '#app/contracts/checkout-decision.ts';
import { isAfterOrder } from '#app/domain/campaigns/after-order.ts';
import type { Decision, DecisionQuestion, ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { daysLookedBack } from '#app/domain/campaigns/guardrails/settings.ts';
import { daysLimited } from '#app/domain/campaigns/limits.ts';
import { reasonWriter } from '#app/domain/campaigns/reason-words.ts';
import type { RecordedDecision } from '#app/domain/campaigns/replay/record.ts';
import { titlesIn } from '#app/domain/campaigns/title-of.ts';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import { unitOfCheckout } from '#app/domain/experiments/assignment/checkout-unit.ts';
import type { CheckoutUnits } from '#app/ports/checkout-units.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DecisionLedger } from '#app/ports/ledger.ts';
import type { ExperimentEntries } from '#app/ports/experiment-entries.ts';
import type { Log } from '#app/ports/log.ts';
import type { ReturningCustomers } from '#app/ports/returning-customers.ts';
import type { VisitorProfiles } from '#app/ports/visitor-profiles.ts';
import type { ServedShop } from '#app/ports/shop-snapshots.ts';
import { toWireItem } from './decide-checkout-answer.ts';
import { decisionEntry, failureEntry } from './decide-checkout-entry.ts';
import { isAskedFor, toQuestion, type Asker } from './decide-checkout-question.ts';
import { findEntries } from './find-entries.ts';
import { findVisitor } from './find-visitor.ts';
import { createLateVisitors } from './late-visitors.ts';
import { withinBudget } from './decide-checkout-budget.ts';

export interface DecideCheckoutDeps {
  readonly clock: Clock;
  readonly customers: ReturningCustomers;
  readonly visitors: VisitorProfiles;
  readonly checkoutUnits: CheckoutUnits;
  readonly entries: ExperimentEntries;
  readonly ledger: DecisionLedger;
  readonly log: Log;
  readonly newDecisionId: (nowMs: number) => string;
  readonly decide: (snapshot: ShopSnapshot, question: DecisionQuestion) => RecordedDecision;
  /** Version of the running code, for the ledger. */
  readonly codeVersion: string;
}

/** One verified render's question. */
export interface CheckoutQuestion {
  readonly served: ServedShop;
  readonly channel: DecisionChannel;
  /** Null for a guest. */
  readonly customerId: CustomerId | null;
  readonly request: DecisionRequest;
  /** What is left of the render's time, in milliseconds. */
  readonly budgetMs: number;
}

/** The answer without its track token, which is the transport's. */
export type CheckoutAnswer = Omit<DecisionAnswer, 'trackToken'>;
export type DecideCheckout = (question: CheckoutQuestion) => Promise<CheckoutAnswer>;

/**
 * Answers what a shopper should see in each placement asked for, and records it. Never rejects: a failure, or a time budget
 * that runs out, gives the fallback (nothing in any placement), and the ledger and the log say why.
 */
export function createDecideCheckout(deps: DecideCheckoutDeps): DecideCheckout {
  const pauseOf = createLateVisitors();
  return async (asked) => {
    const startedAt = performance.now();
    const nowMs = deps.clock.nowMs();
    const decisionId = deps.newDecisionId(nowMs);
    const render = { decisionId, nowMs, asked, codeVersion: deps.codeVersion };
    const micros = () => Math.round((performance.now() - startedAt) * 1000);
    try {
      const now = deps.clock.now();
      const asker = await findAsker(deps, asked, now);
      const question = {
        ...toQuestion(asked, asker, now, deps.log),
        ...(await enteredOf(deps, asked, asker)),
      };
      const recorded = deps.decide(asked.served.snapshot, question);
      deps.ledger.append(decisionEntry(render, asker, recorded, micros()));
      const answer = toAnswer(decisionId, recorded.decision, asked);
      const askAgainMs = pauseOf(asked, asker);
      return askAgainMs === null ? answer : { ...answer, askAgainMs };
    } catch (error) {
      deps.log.error({ err: error, shop: asked.served.shop.domain, decisionId }, 'decision fell back');
      deps.ledger.append(failureEntry(render, error, micros()));
      return fallbackAnswer(decisionId, asked.request.placements);
    }
  };
}

/** Left out where nothing is known, so that most records are not longer for it. */
async function enteredOf(
  { entries }: DecideCheckoutDeps,
  { served: { shop, snapshot }, budgetMs }: CheckoutQuestion,
  { unit }: Asker,
): Promise<Pick<DecisionQuestion, 'entered'>> {
  const find = findEntries(entries, { shopId: shop.id, unit }, snapshot);
  const entered = await withinBudget(find, budgetMs);
  return Object.keys(entered).length === 0 ? {} : { entered };
}

/** Nothing in any placement: the checkout looks as if Attune were not there. */
export function fallbackAnswer(
  decisionId: string,
  placements: DecisionRequest['placements'],
): CheckoutAnswer {
  const empty = Object.fromEntries(placements.map((placement) => [placement, []]));
  return { v: 1, decisionId, validUntil: null, placements: empty, fallback: true };
}

async function findAsker(deps: DecideCheckoutDeps, asked: CheckoutQuestion, now: Instant): Promise<Asker> {
  const { customerId, served, request, budgetMs } = asked;
  const checkoutToken = request.checkoutToken ?? null;
  if (customerId === null) return findGuest(deps, asked, now);
  const { snapshot, shop } = served;
  const since = now - daysAsked(snapshot, request) * SECONDS.day;
  const find = deps.customers.find(shop.id, customerId, {
    since: since < now ? since : null,
    checkoutToken,
  });
  const { shopper, pastItems, seen } = await withinBudget(find, budgetMs);
  const shopperId = shopper?.shopperId ?? customerId;
  return { shopper, visitor: null, pastItems, unit: unitOfCheckout({ shopperId, checkoutToken }, seen, now) };
}

/**
 * A guest whose cart page asked before stays where the cart was, and one who looks at their order where its checkout was. Without
 * campaigns on the cart page no other render looks.
 */
async function findGuest(deps: DecideCheckoutDeps, asked: CheckoutQuestion, now: Instant): Promise<Asker> {
  const { served, request, channel, budgetMs } = asked;
  const checkoutToken = request.checkoutToken ?? null;
  const asksCart = served.snapshot.campaigns.some((each) => isAskedFor(each, ['cart']));
  const mayHaveAsked =
    channel === 'checkout' && (asksCart || request.placements.includes('order-status.block'));
  const [visitor, seen] = await Promise.all([
    findVisitor(deps, asked),
    mayHaveAsked && checkoutToken !== null
      ? withinBudget(deps.checkoutUnits.findFirst(served.shop.id, checkoutToken), budgetMs)
      : null,
  ]);
  return {
    shopper: null,
    visitor,
    pastItems: [],
    unit: unitOfCheckout({ shopperId: null, checkoutToken }, seen, now),
  };
}

/** How far back anything that may be shown asks about earlier checkouts: guardrails of offers, limits of campaigns. */
function daysAsked({ campaigns, guardrails }: ShopSnapshot, request: DecisionRequest): number {
  const asked = campaigns.filter((campaign) => isAskedFor(campaign, request.placements));
  const ofOffers = asked.some(({ kind }) => kind === 'upsell') ? daysLookedBack(guardrails) : 0;
  return Math.max(ofOffers, ...asked.map(({ limits }) => daysLimited(limits)));
}

/** The wire's form of a decision, in the language of the page that asks. */
export function toAnswer(
  decisionId: string,
  decision: Decision,
  { served, request }: CheckoutQuestion,
): CheckoutAnswer {
  const { language = null } = request;
  const titleOf = titlesIn(served.snapshot.catalog);
  const placements = Object.entries(decision.placements).map(([name, items]) => {
    const write = reasonWriter({ language, isPlaced: isAfterOrder(name), titleOf });
    return [name, items.map((item) => toWireItem(item, write))];
  });
  const validUntil = decision.validUntil === null ? null : new Date(decision.validUntil * 1000).toISOString();
  return { v: 1, decisionId, validUntil, placements: Object.fromEntries(placements) };
}
