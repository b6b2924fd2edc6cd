/**
 * Natural logarithm of a positive number that a 32-bit float can hold, to 2e-7, several times as fast as Math.log: the exponent times ln 2, plus
 * the mantissa's from a table of 1,024 values with straight lines between them. Never falls where its argument grows.
 */
export function quickLog(value: number): number {
  FLOAT[0] = value;
  const bits = BITS[0] ?? 0;
  const cell = (bits >> 13) & 1_023;
  const exponent = (bits >> 23) - 127;
  const start = TABLE[cell] ?? 0;
  return exponent * Math.LN2 + start + ((TABLE[cell + 1] ?? 0) - start) * ((bits & 8_191) / 8_192);
}

const FLOAT = new Float32Array(1);
const BITS = new Int32Array(FLOAT.buffer);
const TABLE = Float64Array.from({ length: 1_025 }, (_, cell) => Math.log(1 + cell / 1_024));
