import { NOW_COLOR } from '../../chart-style.ts';

const WIDTH = 96;
const HEIGHT = 24;

/** Members by day as a small line; its words say from where to where. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined || values.length < 2) return <>–</>;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const y = (value: number): number =>
    high === low ? HEIGHT / 2 : 2 + (HEIGHT - 4) * (1 - (value - low) / (high - low));
  const points = values.map(
    (value, index) => `${(index * WIDTH) / (values.length - 1)},${y(value).toFixed(1)}`,
  );
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`From ${first} to ${last} members in ${values.length} days`}
    >
      <polyline points={points.join(' ')} fill="none" stroke={NOW_COLOR} strokeWidth={1.5} />
    </svg>
  );
}
