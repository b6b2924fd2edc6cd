/** CPU of this thread in microseconds: on a busy machine the wall clock tells what others do. */
export function cpuMicros(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/** CPU microseconds of one of `times` runs; the median of some rounds, after one that only warms up. */
export function perRun(times: number, work: (index: number) => void, rounds = 5): number {
  const measured = Array.from({ length: rounds + 1 }, () => {
    const began = cpuMicros();
    for (let index = 0; index < times; index++) work(index);
    return (cpuMicros() - began) / times;
  });
  return quantile(measured.slice(1), 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

let sink = 0;
/** Keeps what was worked out: what nobody reads, the compiler leaves out. */
export function keep(value: number): void {
  sink = (sink ^ value) | 0;
}
export const kept = (): number => sink;
