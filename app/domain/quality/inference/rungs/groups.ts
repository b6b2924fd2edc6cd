import { meanLogLoss } from '../log-loss.ts';
import { sharesOf } from './frequencies.ts';
import { holdBackLastFifth, type Examples, type Scorer } from './rung.ts';

/** A group's own shares weigh as much as everybody's once it has so many rows. */
const PRIOR_ROWS = 10;

/**
 * The second rung: how frequent each class is among the rows of the same level of one feature, drawn towards everybody's shares where they
 * are few (the m-estimate of Cestnik 1990). The feature is the one that says most of the last fifth, learned from the others.
 */
export function fitGroups(examples: Examples): Scorer {
  const [first, last] = holdBackLastFifth(examples);
  let best = { feature: 0, loss: Number.POSITIVE_INFINITY };
  examples.features.forEach((_, feature) => {
    const loss = meanLogLoss(groupsOf(first, feature), last);
    if (loss < best.loss) best = { feature, loss };
  });
  return groupsOf(examples, best.feature);
}

function groupsOf(examples: Examples, feature: number): Scorer {
  const shares = sharesOf(examples);
  const groups = Array.from({ length: examples.features[feature]?.levels ?? 1 }, () =>
    shares.map((share) => share * PRIOR_ROWS),
  );
  examples.rows.forEach(({ levels }, at) => {
    const group = groups[levels[feature] ?? 0];
    const answer = examples.answers[at] ?? 0;
    if (group) group[answer] = (group[answer] ?? 0) + 1;
  });
  const made = groups.map((group) => {
    const sum = group.reduce((total, count) => total + count, 0);
    return group.map((count) => count / sum);
  });
  return ({ levels }) => (made[levels[feature] ?? 0] ?? shares).slice();
}
