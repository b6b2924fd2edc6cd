import type { Examples, Scorer } from './rung.ts';

/** The first rung: how frequent each class is, whatever the row says. One is added to each count (Laplace's rule of succession). */
export function fitFrequencies(examples: Examples): Scorer {
  const shares = sharesOf(examples);
  return () => shares.slice();
}

export function sharesOf({ answers, classes }: Examples): Float64Array {
  const counts = new Float64Array(classes).fill(1);
  answers.forEach((answer) => (counts[answer] = (counts[answer] ?? 0) + 1));
  return counts.map((count) => count / (answers.length + classes));
}
