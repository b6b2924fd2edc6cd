interface Estimate {
  readonly mean: number;
  readonly plusMinus: number;
}

const percent = (share: number): string => (100 * share).toFixed(1);

/** {mean: 0.239, plusMinus: 0.015} is "23.9% ± 1.5". */
export function shareWithChance({ mean, plusMinus }: Estimate): string {
  return `${percent(mean)}% ± ${percent(plusMinus)}`;
}

/** {mean: 0.1104, plusMinus: 0.012} is "0.110 ± 0.012". */
export function rankWithChance({ mean, plusMinus }: Estimate): string {
  return `${mean.toFixed(3)} ± ${plusMinus.toFixed(3)}`;
}

/** 8,400 ms is "8 s", 312 ms is "0.3 s", 95,000 ms is "1 min 35 s". */
export function formatDuration(ms: number): string {
  if (ms < 9_500) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
