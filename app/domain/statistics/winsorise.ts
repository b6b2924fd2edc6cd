/**
 * Outcomes with the highest pulled down to a quantile of all of them, so that one huge order does not decide. The mean of what
 * comes out is another, smaller figure than the mean: say so beside it. The cap is taken over all arms, or it would itself differ by
 * arm.
 */
export function winsorise(arms: readonly Float64Array[], quantile = 0.99): Winsorised {
  const all = new Float64Array(arms.reduce((sum, values) => sum + values.length, 0));
  let at = 0;
  for (const values of arms) {
    all.set(values, at);
    at += values.length;
  }
  all.sort();
  const cap = all[Math.max(0, Math.ceil(quantile * all.length) - 1)] ?? 0;
  let capped = 0;
  const kept = arms.map((values) =>
    values.map((value) => {
      if (value > cap) capped += 1;
      return Math.min(value, cap);
    }),
  );
  return { cap, capped, arms: kept };
}

export interface Winsorised {
  readonly cap: number;
  /** How many outcomes were pulled down. */
  readonly capped: number;
  readonly arms: readonly Float64Array[];
}
