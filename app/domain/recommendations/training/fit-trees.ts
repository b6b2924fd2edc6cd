import { binFeatures, type Bins } from '../../boosting/bins.ts';
import { growTree, type GrownTree, type Slopes } from '../../boosting/grow-tree.ts';
import { seededRandom } from '../../kernel/random.ts';
import { FEATURE_COUNT } from '../ranking/features.ts';
import { TREE_DEPTH, type Trees } from '../ranking/trees.ts';
import type { Examples } from './examples.ts';
import type { LookedAt } from './looked-at.ts';

const TREES = 100;
const RATE = 0.1;
/** Share of the lists, and of the features, that each tree sees: what makes the trees differ. */
const SHARE = 0.5;
const SEED = 7;

/**
 * Gradient boosting (Friedman, Annals of Statistics 2001) with second-order steps on the likelihood of softmax over each list, starting from
 * what the weights say; oblivious trees as in CatBoost (Prokhorenkova et al., NeurIPS 2018). The same examples give the same trees.
 */
export function fitTrees({ features }: Examples, lists: LookedAt): Trees {
  const bins = binFeatures(features, lists.rows, FEATURE_COUNT);
  const varying = bins.cuts.flatMap(({ length }, feature) => (length > 0 ? [feature] : []));
  const random = seededRandom(SEED);
  const scores = lists.baseScores.slice();
  const slopes: Slopes = {
    gradients: new Float64Array(scores.length),
    curvatures: new Float64Array(scores.length),
    used: new Uint32Array(scores.length),
    length: 0,
  };
  const grown: GrownTree[] = [];
  for (let tree = 0; tree < TREES; tree++) {
    measureSlopes(lists, scores, slopes, random);
    const among = varying.filter(() => random() < SHARE);
    const next = growTree(bins, slopes, among, TREE_DEPTH);
    if (next === null) continue;
    grown.push(next);
    addTree(bins, next, scores);
  }
  return pack(bins, grown);
}

/** First and second derivatives of the log likelihood by each candidate's score, of about half of the lists. */
function measureSlopes(
  { offsets, answers }: LookedAt,
  scores: Float64Array,
  slopes: Slopes,
  random: () => number,
): void {
  slopes.length = 0;
  for (let list = 0; list + 1 < offsets.length; list++) {
    if (random() >= SHARE) continue;
    const start = offsets[list] ?? 0;
    const end = offsets[list + 1] ?? 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let at = start; at < end; at++) most = Math.max(most, scores[at] ?? 0);
    let sum = 0;
    for (let at = start; at < end; at++) sum += Math.exp((scores[at] ?? 0) - most);
    for (let at = start; at < end; at++) {
      const share = Math.exp((scores[at] ?? 0) - most) / sum;
      slopes.gradients[at] = (answers[at] ?? 0) - share;
      slopes.curvatures[at] = share * (1 - share);
      slopes.used[slopes.length++] = at;
    }
  }
}

function addTree({ columns }: Bins, { features, bins, values }: GrownTree, scores: Float64Array): void {
  for (let at = 0; at < scores.length; at++) {
    let leaf = 0;
    for (let level = 0; level < features.length; level++)
      leaf = 2 * leaf + ((columns[features[level] ?? 0]?.[at] ?? 0) > (bins[level] ?? 0) ? 1 : 0);
    scores[at] = (scores[at] ?? 0) + RATE * (values[leaf] ?? 0);
  }
}

/** A tree of fewer levels begins with questions that nothing passes: its leaves are the first. */
function pack({ cuts }: Bins, grown: readonly GrownTree[]): Trees {
  const padding = (features: readonly number[]) => Array<number>(TREE_DEPTH - features.length);
  return {
    features: Uint8Array.from(grown.flatMap(({ features }) => [...padding(features).fill(0), ...features])),
    thresholds: Float32Array.from(
      grown.flatMap(({ features, bins }) => [
        ...padding(features).fill(Number.POSITIVE_INFINITY),
        ...features.map((feature, level) => cuts[feature]?.[bins[level] ?? 0] ?? 0),
      ]),
    ),
    leaves: Float64Array.from(
      grown.flatMap(({ values }) =>
        Array.from({ length: 1 << TREE_DEPTH }, (_, leaf) => RATE * (values[leaf] ?? 0)),
      ),
    ),
  };
}
