/** A typed array that grows by doubling: `values` up to `length` are in use. */
export interface Growing<Values extends Uint32Array | Float64Array> {
  values: Values;
  length: number;
  readonly allocate: (length: number) => Values;
}

const FIRST_SIZE = 64;

export function growingUint32(): Growing<Uint32Array> {
  return { values: new Uint32Array(FIRST_SIZE), length: 0, allocate: (length) => new Uint32Array(length) };
}

export function growingFloat64(): Growing<Float64Array> {
  return { values: new Float64Array(FIRST_SIZE), length: 0, allocate: (length) => new Float64Array(length) };
}

/** Appends in constant time on average. */
export function append<Values extends Uint32Array | Float64Array>(
  numbers: Growing<Values>,
  value: number,
): void {
  if (numbers.length === numbers.values.length) reserve(numbers, numbers.length + 1);
  numbers.values[numbers.length++] = value;
}

/** Makes `length` places available, zeros where nothing was written; `length` in use stays as it is. */
export function reserve<Values extends Uint32Array | Float64Array>(
  numbers: Growing<Values>,
  length: number,
): void {
  if (length <= numbers.values.length) return;
  const larger = numbers.allocate(Math.max(length, numbers.values.length * 2));
  larger.set(numbers.values);
  numbers.values = larger;
}
