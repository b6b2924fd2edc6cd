import { sharesOf } from './frequencies.ts';
import { softmax, type Examples, type Scorer } from './rung.ts';

/**
 * The third rung: as if the features did not depend on one another within a class, over levels, with one added to each count (Manning,
 * Raghavan and Schütze, Introduction to Information Retrieval, 2008, section 13.2). A missing value says nothing for or against.
 */
export function fitNaiveBayes(examples: Examples): Scorer {
  const { features, rows, answers, classes } = examples;
  const shares = sharesOf(examples).map(Math.log);
  const tables = features.map(({ levels }, feature) => {
    const counts = new Float64Array(classes * levels).fill(1);
    rows.forEach((row, at) => {
      const cell = (answers[at] ?? 0) * levels + (row.levels[feature] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    });
    return logShares(counts, classes, levels);
  });
  return (row) => {
    const scores = shares.slice();
    features.forEach(({ levels }, feature) => {
      const level = row.levels[feature] ?? 0;
      if (level === 0) return;
      for (let own = 0; own < classes; own++)
        scores[own] = (scores[own] ?? 0) + (tables[feature]?.[own * levels + level] ?? 0);
    });
    return softmax(scores);
  };
}

/** By class, over the levels that are known: level 0 is left out of the sum. */
function logShares(counts: Float64Array, classes: number, levels: number): Float64Array {
  const sums = Array.from({ length: classes }, (_, own) =>
    counts.subarray(own * levels + 1, (own + 1) * levels).reduce((sum, count) => sum + count, 0),
  );
  return counts.map((count, cell) => Math.log(count / (sums[Math.floor(cell / levels)] ?? 1)));
}
