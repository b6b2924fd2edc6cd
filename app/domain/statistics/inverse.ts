type Matrix = readonly (readonly number[])[];

/** The inverse of a small square matrix by Gauss and Jordan with the largest pivot; null where it has none. */
export function inverseOf(matrix: Matrix): Matrix | null {
  const size = matrix.length;
  const rows = matrix.map((row, at) => [...row, ...row.map((_, other) => (other === at ? 1 : 0))]);
  for (let at = 0; at < size; at += 1) {
    const pivot = largestBelow(rows, at);
    const head = rows[pivot]?.[at] ?? 0;
    if (!Number.isFinite(head) || head === 0) return null;
    const top = (rows[pivot] ?? []).map((value) => value / head);
    rows[pivot] = rows[at] ?? [];
    rows[at] = top;
    for (const [other, row] of rows.entries()) {
      const factor = row[at] ?? 0;
      if (other !== at) rows[other] = row.map((value, column) => value - factor * (top[column] ?? 0));
    }
  }
  return rows.map((row) => row.slice(size));
}

function largestBelow(rows: Matrix, at: number): number {
  let largest = at;
  for (let row = at + 1; row < rows.length; row += 1)
    if (Math.abs(rows[row]?.[at] ?? 0) > Math.abs(rows[largest]?.[at] ?? 0)) largest = row;
  return largest;
}
