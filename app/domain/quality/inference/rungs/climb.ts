/** Writes the slopes at a point and gives the value there. */
type Height = (point: Float64Array, slopes: Float64Array) => number;

const STEPS = 200;
const REMEMBERED = 8;
const FLAT = 1e-5;

interface Turn {
  readonly moved: Float64Array;
  readonly bent: Float64Array;
  readonly curvature: number;
}

/**
 * The maximum of a smooth concave function of many numbers, from 0 on, by BFGS with limited memory and halving steps (Nocedal and Wright
 * 2006, algorithm 7.5): `statistics/maximise` keeps a matrix of all pairs, which thousands of weights do not allow. Ends where no slope is
 * steeper than 1e-5, or after 200 steps.
 */
export function climb(heightAt: Height, size: number): Float64Array {
  let point = new Float64Array(size);
  let slopes = new Float64Array(size);
  let value = heightAt(point, slopes);
  const turns: Turn[] = [];
  for (let step = 0; step < STEPS && steepest(slopes) > FLAT; step++) {
    const direction = directionOf(slopes, turns);
    const promise = dot(direction, slopes);
    const next = { point: new Float64Array(size), slopes: new Float64Array(size), value };
    let length = 1;
    for (; length > 1e-10; length /= 2) {
      for (let at = 0; at < size; at++) next.point[at] = (point[at] ?? 0) + length * (direction[at] ?? 0);
      next.value = heightAt(next.point, next.slopes);
      if (next.value >= value + 1e-4 * length * promise) break;
    }
    if (length <= 1e-10) break;
    remember(turns, difference(next.point, point), difference(slopes, next.slopes));
    ({ point, slopes, value } = next);
  }
  return point;
}

function remember(turns: Turn[], moved: Float64Array, bent: Float64Array): void {
  const curvature = dot(moved, bent);
  if (curvature <= 1e-300) return;
  turns.push({ moved, bent, curvature });
  if (turns.length > REMEMBERED) turns.shift();
}

/** The slopes, turned by what the last steps told of the curvature (the two-loop recursion). */
function directionOf(slopes: Float64Array, turns: readonly Turn[]): Float64Array {
  const direction = slopes.slice();
  const shares = turns.map(() => 0);
  for (let at = turns.length - 1; at >= 0; at--) {
    const turn = turns[at];
    if (!turn) continue;
    const share = dot(turn.moved, direction) / turn.curvature;
    shares[at] = share;
    add(direction, turn.bent, -share);
  }
  const last = turns.at(-1);
  const scale = last ? last.curvature / dot(last.bent, last.bent) : 1;
  for (let at = 0; at < direction.length; at++) direction[at] = scale * (direction[at] ?? 0);
  turns.forEach(({ moved, bent, curvature }, at) =>
    add(direction, moved, (shares[at] ?? 0) - dot(bent, direction) / curvature),
  );
  return direction;
}

function add(to: Float64Array, vector: Float64Array, times: number): void {
  for (let at = 0; at < to.length; at++) to[at] = (to[at] ?? 0) + times * (vector[at] ?? 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

const difference = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((value, at) => value - (b[at] ?? 0));
const steepest = (slopes: Float64Array): number =>
  slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
