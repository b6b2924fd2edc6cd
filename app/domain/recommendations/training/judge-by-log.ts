import { normalQuantile } from '../../statistics/distributions/normal.ts';
import type { Estimate as Figure } from '../../statistics/estimate.ts';
import { comparePolicies } from '../../statistics/off-policy/compare-policies.ts';
import { effectiveSampleSize } from '../../statistics/off-policy/effective-sample.ts';
import { LEAST_EFFECTIVE } from '../../statistics/off-policy/evaluate-policy.ts';
import type { LoggedChoice } from '../../statistics/off-policy/logged-choice.ts';
import { selfNormalized } from '../../statistics/off-policy/self-normalized.ts';
import type { Estimate } from '../backtest/estimate.ts';
import { secondsOf, type ShopOrder } from '../history/shop-events.ts';
import { recordReturn } from '../history/shopper-signals.ts';
import { answer } from '../ranking/answer.ts';
import { KNOWLEDGE_DEFAULTS } from '../ranking/knowledge.ts';
import { MERCHANDISING_DEFAULTS } from '../ranking/merchandising.ts';
import type { Ranker } from '../ranking/ranker.ts';
import { createShopState, fitState, takeOrder, type Fitted, type ShopState } from '../shop-state.ts';
import type { ShopHistory } from './train-model.ts';

/** An offer that was drawn by chance and shown, and what came of it. */
export interface DrawnChoice {
  /** When it was decided, in seconds since 1970. */
  readonly at: number;
  readonly customer: string | null;
  readonly country: string | null;
  readonly cart: readonly string[];
  /** What might have been drawn, best first as the model that served ranked it. */
  readonly alternatives: readonly { readonly sku: string; readonly propensity: number }[];
  readonly drawn: string;
  readonly accepted: boolean;
}

/** The share of offers that is accepted where the new ranker, or the one that served, chooses among what might have been drawn. */
export interface LogReport {
  readonly choices: number;
  /** What the choices are worth for the ranker that knows less of them. */
  readonly effectiveSampleSize: number;
  /** SNIPS with 95 % intervals; null where the log says too little. */
  readonly estimates: {
    readonly candidate: Estimate;
    readonly served: Estimate;
    readonly difference: Estimate;
  } | null;
}

/** Candidates among which a model looks for the alternatives. */
const LOOKED_AT = 150;

/**
 * Judges a ranker by offers that were drawn by chance, before a shopper sees it. Asked as at the time of each: the models are fitted on the orders before
 * the first choice and learn on to the next, so that what was bought upon an offer cannot speak for it. Null without choices.
 */
export function judgeByLog(
  history: ShopHistory,
  ranker: Ranker,
  choices: readonly DrawnChoice[],
): LogReport | null {
  const inTime = [...choices].sort((a, b) => a.at - b.at);
  const [first] = inTime;
  if (first === undefined) return null;
  const picks = pickInTime(history, ranker, inTime, first.at);
  const candidate = inTime.map((choice, at) => toLogged(choice, picks[at] ?? null));
  const served = inTime.map((choice) => toLogged(choice, choice.alternatives[0]?.sku ?? null));
  const effective = Math.min(effectiveSampleSize(candidate), effectiveSampleSize(served));
  return {
    choices: inTime.length,
    effectiveSampleSize: effective,
    estimates:
      effective < LEAST_EFFECTIVE
        ? null
        : {
            candidate: toEstimate(selfNormalized(candidate)),
            served: toEstimate(selfNormalized(served)),
            difference: toEstimate(comparePolicies(candidate, served)),
          },
  };
}

function toLogged({ alternatives, drawn, accepted }: DrawnChoice, pick: string | null): LoggedChoice {
  const propensity = alternatives.find(({ sku }) => sku === drawn)?.propensity ?? 1;
  return { propensity, target: pick === drawn ? 1 : 0, reward: accepted ? 1 : 0 };
}

const z95 = normalQuantile(0.975);

function toEstimate({ value, variance }: Figure): Estimate {
  return { mean: value, plusMinus: z95 * Math.sqrt(variance) };
}

/** What the ranker would have offered at each choice; null where it ranks none of the alternatives. */
function pickInTime(
  { products, orders, returns }: ShopHistory,
  ranker: Ranker,
  choices: readonly DrawnChoice[],
  since: number,
): readonly (string | null)[] {
  const state = createShopState(products);
  let told = learnUntil(state, orders, 0, since);
  for (const one of returns)
    if (secondsOf(one.time) < since) recordReturn(state.signals, state.catalog, state.returned, one);
  const { engine, ...rest } = fitState(state, KNOWLEDGE_DEFAULTS, { learnsRanker: false });
  const fitted: Fitted = { ...rest, engine: { ...engine, ranker } };
  state.fitted = fitted;
  return choices.map((choice) => {
    told = learnUntil(state, orders, told, choice.at);
    return pickFor(state, fitted, choice);
  });
}

/** Tells the orders from place `from` that were placed before `now`; gives the place of the next. */
function learnUntil(state: ShopState, orders: readonly ShopOrder[], from: number, now: number): number {
  let next = from;
  for (let order = orders[next]; order !== undefined && secondsOf(order.time) < now; order = orders[next]) {
    takeOrder(state, order, KNOWLEDGE_DEFAULTS);
    next++;
  }
  return next;
}

function pickFor(state: ShopState, fitted: Fitted, choice: DrawnChoice): string | null {
  const { at, cart, customer, country, alternatives } = choice;
  const open = new Set(alternatives.map(({ sku }) => sku));
  const question = { cart, customer, history: [], now: at, country, k: LOOKED_AT };
  const offers = answer(state, fitted, MERCHANDISING_DEFAULTS, () => null, question);
  return offers.find(({ sku }) => open.has(sku))?.sku ?? null;
}
