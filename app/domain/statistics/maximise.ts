import { inverseOf } from './inverse.ts';

type Vector = readonly number[];

/** A smooth function at a point, with its slopes; a value of -Infinity says that the point is out of bounds. */
export interface Height {
  readonly value: number;
  readonly slopes: Vector;
}

export interface Maximum {
  readonly point: Vector;
  readonly value: number;
  /** Whether the slopes vanish: else the function rises to a bound, or the steps ran out. */
  readonly isSettled: boolean;
}

const STEPS = 500;
const FLAT = 1e-9;
/** Rounding can end the last step early; slopes below this are still flat. */
const NEARLY_FLAT = 1e-6;
/** A step that promises to rise by less than this share of the value is lost in its last digits. */
const ROUNDING = 1e-14;
const LEAST_STEP = 1e-12;

/**
 * Climbs to a maximum by BFGS with halving steps (Nocedal and Wright 2006, algorithm 6.1). The values should be of order one: a mean
 * log-likelihood, not a sum.
 */
export function maximise(heightAt: (point: Vector) => Height, start: Vector): Maximum {
  let point = start;
  let height = heightAt(point);
  let shape = identity(start.length);
  let isFresh = true;
  for (let step = 0; step < STEPS && steepest(height) > FLAT; step += 1) {
    let direction = times(shape, height.slopes);
    if (dot(direction, height.slopes) <= 0) [shape, direction] = [identity(start.length), height.slopes];
    if (dot(direction, height.slopes) < ROUNDING * Math.max(1, Math.abs(height.value))) break;
    const next = climb(heightAt, point, height, direction);
    if (next === null) {
      if (steepest(height) < NEARLY_FLAT || isFresh) break;
      [shape, isFresh] = [identity(start.length), true];
      continue;
    }
    isFresh = false;
    shape = reshape(shape, minus(next.point, point), minus(height.slopes, next.height.slopes));
    ({ point, height } = next);
  }
  return { point, value: height.value, isSettled: steepest(height) < NEARLY_FLAT };
}

/** Halves a step until the function rises by a share of what the slope promises (Armijo); null when no step does. */
function climb(heightAt: (point: Vector) => Height, from: Vector, height: Height, direction: Vector) {
  const promise = dot(direction, height.slopes);
  const first = Math.min(1, 2 / Math.max(...direction.map(Math.abs)));
  for (let size = first; size > LEAST_STEP; size /= 2) {
    const point = from.map((value, at) => value + size * (direction[at] ?? 0));
    const next = heightAt(point);
    if (next.value > height.value && next.value >= height.value + 1e-4 * size * promise)
      return { point, height: next };
  }
  return null;
}

/** The BFGS update of the inverse curvature; left alone where the function is not curved downwards along the step. */
function reshape(shape: readonly Vector[], moved: Vector, bent: Vector): readonly Vector[] {
  const curvature = dot(moved, bent);
  if (curvature <= 1e-300) return shape;
  const shaped = times(shape, bent);
  const factor = (1 + dot(bent, shaped) / curvature) / curvature;
  return shape.map((row, i) =>
    row.map((value, j) => {
      const [mi, mj, si, sj] = [moved[i] ?? 0, moved[j] ?? 0, shaped[i] ?? 0, shaped[j] ?? 0];
      return value + factor * mi * mj - (si * mj + mi * sj) / curvature;
    }),
  );
}

/**
 * The function within bounds: beyond one it goes on level. So a likelihood that rises without end settles where nothing that matters
 * changes any more.
 */
export function boundedHeight(heightAt: (point: Vector) => Height, low: number, high: Vector) {
  return (point: Vector): Height => {
    const inside = boundedPoint(point, low, high);
    const { value, slopes } = heightAt(inside);
    const isHeld = (slope: number, at: number): boolean =>
      slope > 0 ? (point[at] ?? 0) >= (high[at] ?? Infinity) : (point[at] ?? 0) <= low;
    return { value, slopes: slopes.map((slope, at) => (isHeld(slope, at) ? 0 : slope)) };
  };
}

export const boundedPoint = (point: Vector, low: number, high: Vector): Vector =>
  point.map((value, at) => Math.min(Math.max(value, low), high[at] ?? Infinity));

/**
 * Standard errors of maximum-likelihood estimates from the observed information: the curvature of the mean log-likelihood of
 * `units` at its maximum, by central differences of its slopes. Null where it is not curved in all directions: the data do not say.
 */
export function standardErrorsAt(
  heightAt: (point: Vector) => Height,
  { point }: Maximum,
  units: number,
): Vector | null {
  const width = 1e-4;
  const information = point.map((_, at) => {
    const slopesAt = (by: number) =>
      heightAt(point.map((value, i) => (i === at ? value + by : value))).slopes;
    return minus(slopesAt(-width), slopesAt(width)).map((bend) => (bend / (2 * width)) * units);
  });
  const variances = inverseOf(information)?.map((row, at) => row[at] ?? NaN);
  return variances?.every((variance) => variance > 0) === true ? variances.map(Math.sqrt) : null;
}

const steepest = ({ slopes }: Height): number => Math.max(...slopes.map(Math.abs));
const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
const minus = (a: Vector, b: Vector): Vector => a.map((value, at) => value - (b[at] ?? 0));
const times = (rows: readonly Vector[], vector: Vector): Vector => rows.map((row) => dot(row, vector));
const identity = (size: number): readonly Vector[] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
