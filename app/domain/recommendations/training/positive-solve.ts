/** Solves A x = b for a symmetric positive definite A given by its lower triangle, n x n by rows. Cholesky. */
export function solvePositive(matrix: Float64Array, right: Float64Array, n: number): Float64Array {
  const lower = factor(matrix, n);
  const x = right.slice();
  for (let row = 0; row < n; row++) {
    let sum = x[row] ?? 0;
    for (let col = 0; col < row; col++) sum -= (lower[row * n + col] ?? 0) * (x[col] ?? 0);
    x[row] = sum / (lower[row * n + row] ?? 1);
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = x[row] ?? 0;
    for (let below = row + 1; below < n; below++) sum -= (lower[below * n + row] ?? 0) * (x[below] ?? 0);
    x[row] = sum / (lower[row * n + row] ?? 1);
  }
  return x;
}

const LEAST_PIVOT = 1e-12;

function factor(matrix: Float64Array, n: number): Float64Array {
  const lower = matrix.slice();
  for (let row = 0; row < n; row++)
    for (let col = 0; col <= row; col++) {
      let sum = lower[row * n + col] ?? 0;
      for (let at = 0; at < col; at++) sum -= (lower[row * n + at] ?? 0) * (lower[col * n + at] ?? 0);
      const isPivot = row === col;
      lower[row * n + col] = isPivot
        ? Math.sqrt(Math.max(sum, LEAST_PIVOT))
        : sum / (lower[col * n + col] ?? 1);
    }
  return lower;
}
