import type { Bins } from '../../../boosting/bins.ts';
import { growTree, type GrownTree } from '../../../boosting/grow-tree.ts';
import type { Encoded, Feature } from '../features.ts';
import { sharesOf } from './frequencies.ts';
import { holdBackLastFifth, softmax, type Examples, type Scorer } from './rung.ts';

const ROUNDS = 150;
const RATE = 0.1;
const DEPTH = 4;
/** So many rounds without a gain on the rows held back end it. */
const PATIENCE = 15;

/** What trees ask about: a number's level, or whether a text is of one level. */
interface Column {
  readonly feature: number;
  readonly level: number | null;
}

/** A tree for each class; null where none gains. */
type Round = readonly (GrownTree | null)[];

/**
 * The fifth rung: gradient boosting of one tree a class and round, by second-order steps on the likelihood of softmax (Friedman 2001; Chen and
 * Guestrin 2016, with oblivious trees). It has as many rounds as served the last fifth of the rows best, learned from the others.
 */
export function fitBoosted(examples: Examples): Scorer {
  const [first, last] = holdBackLastFifth(examples);
  const columns = columnsOf(examples.features);
  const base = sharesOf(first).map(Math.log);
  const learned = scoresFrom(base, first.rows.length);
  const heldBack = scoresFrom(base, last.rows.length);
  const bins = binsOf(columns, examples.features, first.rows);
  const lastBins = binsOf(columns, examples.features, last.rows);
  const rounds: Round[] = [];
  let best = { loss: lossOf(heldBack, last), rounds: 0 };
  while (rounds.length < ROUNDS && rounds.length < best.rounds + PATIENCE) {
    const round = growRound(bins, learned, first);
    if (round.every((tree) => tree === null)) break;
    rounds.push(round);
    addRound(round, bins.columns, learned);
    addRound(round, lastBins.columns, heldBack);
    const loss = lossOf(heldBack, last);
    if (loss < best.loss) best = { loss, rounds: rounds.length };
  }
  const kept = rounds.slice(0, best.rounds);
  return (row) => {
    const own = base.map((score) => score);
    const cells = columns.map((column) => Uint8Array.of(cellOf(column, row)));
    const scores = Array.from(own, (score) => Float64Array.of(score));
    kept.forEach((round) => addRound(round, cells, scores));
    return softmax(Float64Array.from(scores, ([score = 0]) => score));
  };
}

function columnsOf(features: readonly Feature[]): readonly Column[] {
  return features.flatMap(({ kind, levels }, feature): readonly Column[] =>
    kind === 'number'
      ? [{ feature, level: null }]
      : Array.from({ length: levels }, (_, level) => ({ feature, level })),
  );
}

function binsOf(columns: readonly Column[], features: readonly Feature[], rows: readonly Encoded[]): Bins {
  return {
    cuts: columns.map(
      ({ feature, level }) => new Float32Array(level === null ? (features[feature]?.levels ?? 1) - 1 : 1),
    ),
    columns: columns.map((column) => Uint8Array.from(rows, (row) => cellOf(column, row))),
  };
}

function cellOf({ feature, level }: Column, { levels }: Encoded): number {
  const own = levels[feature] ?? 0;
  return level === null ? own : Number(own === level);
}

/** By class, by row. */
function scoresFrom(base: Float64Array, rows: number): readonly Float64Array[] {
  return Array.from(base, (score) => new Float64Array(rows).fill(score));
}

function growRound(bins: Bins, scores: readonly Float64Array[], { answers }: Examples): Round {
  const used = Uint32Array.from(answers.keys());
  const among = bins.columns.map((_, column) => column);
  const shares = sharesByClass(scores, answers.length);
  return shares.map((own, name) => {
    const gradients = own.map((share, at) => (answers[at] === name ? 1 : 0) - share);
    const curvatures = own.map((share) => share * (1 - share));
    return growTree(bins, { gradients, curvatures, used, length: used.length }, among, DEPTH);
  });
}

function sharesByClass(scores: readonly Float64Array[], rows: number): readonly Float64Array[] {
  const shares = scores.map(() => new Float64Array(rows));
  for (let at = 0; at < rows; at++)
    softmax(Float64Array.from(scores, (own) => own[at] ?? 0)).forEach((share, name) => {
      const own = shares[name];
      if (own) own[at] = share;
    });
  return shares;
}

function addRound(round: Round, columns: readonly Uint8Array[], scores: readonly Float64Array[]): void {
  round.forEach((tree, name) => {
    const own = scores[name];
    if (!tree || !own) return;
    for (let at = 0; at < own.length; at++) {
      let leaf = 0;
      for (let level = 0; level < tree.features.length; level++) {
        const cell = columns[tree.features[level] ?? 0]?.[at] ?? 0;
        leaf = 2 * leaf + Number(cell > (tree.bins[level] ?? 0));
      }
      own[at] = (own[at] ?? 0) + RATE * (tree.values[leaf] ?? 0);
    }
  });
}

function lossOf(scores: readonly Float64Array[], { answers }: Examples): number {
  const shares = sharesByClass(scores, answers.length);
  return answers.reduce((sum, answer, at) => sum - Math.log(shares[answer]?.[at] ?? 0), 0) / answers.length;
}
