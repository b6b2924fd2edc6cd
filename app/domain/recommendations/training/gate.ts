import { estimate, estimateDifference, type Estimate, type Measured } from '../backtest/estimate.ts';
import { measure } from '../backtest/measures.ts';
import { createBestFirst, offer, sortBestFirst } from '../models/best-first.ts';
import { FEATURE_COUNT, FEATURES } from '../ranking/features.ts';
import { createScoring, scoreRows, type Ranker } from '../ranking/ranker.ts';
import type { Examples } from './examples.ts';
import type { LogReport } from './judge-by-log.ts';

/** How well one way of ranking did: shares of the questions, and the mean of 1 / place of the first right product. */
export interface RankingReport {
  readonly ranking: string;
  readonly hitRate3: Estimate;
  readonly hitRate10: Estimate;
  readonly reciprocalRank10: Estimate;
}

/** Share of questions with a product that was bought among the first ten, on weeks that the new ranker had not seen. */
export interface GateReport {
  readonly questions: number;
  readonly candidate: Estimate;
  /** The running ranker on the same questions and the same models; null where none runs. */
  readonly running: Estimate | null;
  /** Candidate less running, question by question. */
  readonly difference: Estimate | null;
  /** The new hybrid, the running one, and each model alone, all on the same questions and candidates. */
  readonly rankings: readonly RankingReport[];
}

/** Models that rank alone, each by one feature. */
const ALONE: readonly (readonly [ranking: string, feature: (typeof FEATURES)[number]])[] = [
  ['bought together', 'pairSum'],
  ['EASE^R', 'ease'],
  ['content', 'contentSum'],
  ['own purchases', 'timesBought'],
  ['popularity', 'popularity'],
];

/** Asks both rankers the same held-out questions. `missed` of them had no right candidate, so that no ranker could find one. */
export function compareRankers(
  examples: Examples,
  heldOut: readonly number[],
  missed: number,
  candidate: Ranker,
  running: Ranker | null,
): GateReport {
  const ask = (score: Score) => heldOut.map((example) => measureOne(examples, example, score));
  const longest = longestOf(examples);
  const own = ask(byRanker(candidate, longest));
  const other = running && ask(byRanker(running, longest));
  const share = own.length / Math.max(1, own.length + missed);
  const scaled = ({ mean, plusMinus }: Estimate) => ({ mean: mean * share, plusMinus: plusMinus * share });
  const report = (ranking: string, measured: readonly Measured[]): RankingReport => {
    const { hitRate3, hitRate10, reciprocalRank10 } = estimate(measured);
    return {
      ranking,
      hitRate3: scaled(hitRate3),
      hitRate10: scaled(hitRate10),
      reciprocalRank10: scaled(reciprocalRank10),
    };
  };
  return {
    questions: own.length + missed,
    candidate: scaled(estimate(own).hitRate10),
    running: other && scaled(estimate(other).hitRate10),
    difference: other && scaled(estimateDifference(own, other, 'hitRate10')),
    rankings: [
      report('hybrid', own),
      ...(other ? [report('running hybrid', other)] : []),
      ...ALONE.map(([ranking, feature]) => report(ranking, ask(byFeature(feature)))),
    ],
  };
}

/** Scores of the rows of one question. */
type Score = (features: Float32Array, rows: number, situation: number) => ArrayLike<number>;

/** For questions of up to `longest` rows. */
function byRanker(ranker: Ranker, longest: number): Score {
  const scoring = createScoring(longest);
  return (features, rows, situation) => scoreRows(ranker, situation, features, rows, scoring);
}

function longestOf({ offsets }: Examples): number {
  return offsets.reduce((most, end, at) => (at === 0 ? 0 : Math.max(most, end - (offsets[at - 1] ?? 0))), 0);
}

function byFeature(feature: (typeof FEATURES)[number]): Score {
  const place = FEATURES.indexOf(feature);
  return (features, rows) =>
    Float64Array.from({ length: rows }, (_, row) => features[row * FEATURE_COUNT + place] ?? 0);
}

function measureOne(examples: Examples, example: number, score: Score): Measured {
  const { offsets, features, answers, situations, orders } = examples;
  const start = offsets[example] ?? 0;
  const end = offsets[example + 1] ?? start;
  const rows = features.subarray(start * FEATURE_COUNT, end * FEATURE_COUNT);
  const best = createBestFirst(10);
  Array.from(score(rows, end - start, situations[example] ?? 0)).forEach((each, row) =>
    offer(best, row, each),
  );
  sortBestFirst(best);
  const right = Array.from({ length: end - start }, (_, row) => row).filter(
    (row) => (answers[start + row] ?? 0) > 0,
  );
  return {
    order: orders[example] ?? 0,
    measures: measure([...best.ids.subarray(0, best.length)], new Set(right)),
  };
}

/** What a new model is held against. */
export interface Standing {
  /** Orders each learned from. */
  readonly orders: number;
  readonly runningOrders: number | null;
  readonly gate: GateReport | null;
  readonly byLog: LogReport | null;
}

/** A model that learned from less than this share of the running one's orders has lost some. */
const LEAST_ORDERS_KEPT = 0.9;

/** Why a new model must not go live, as a sentence; null when it may: it is not worse than the running one beyond noise. */
export function findObjection({ orders, runningOrders, gate, byLog }: Standing): string | null {
  if (runningOrders !== null && orders < LEAST_ORDERS_KEPT * runningOrders)
    return `It learned from ${orders} orders, the running model from ${runningOrders}: orders are missing.`;
  return objectionByOrders(gate) ?? objectionByLog(byLog);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const isWorse = ({ mean, plusMinus }: Estimate): boolean => mean + plusMinus < 0;

function objectionByLog(byLog: LogReport | null): string | null {
  const estimates = byLog?.estimates ?? null;
  if (byLog === null || estimates === null || !isWorse(estimates.difference)) return null;
  return (
    `By ${byLog.choices} offers that were drawn by chance, ${percent(estimates.candidate.mean)} of its offers would be accepted, ` +
    `${percent(estimates.served.mean)} of those that were ranked first: more than chance explains.`
  );
}

function objectionByOrders(gate: GateReport | null): string | null {
  const difference = gate?.difference ?? null;
  if (gate === null || difference === null || !isWorse(difference)) return null;
  return (
    `It found a product that was bought among its first ten in ${percent(gate.candidate.mean)} of ${gate.questions} questions, ` +
    `the running model in ${percent(gate.running?.mean ?? 0)}: more than chance explains.`
  );
}
