import type { SliceArm } from '#app/domain/experiments/checkouts/slices.ts';

export interface IntervalRow {
  readonly name: string;
  /** Null while there is too little for any statement. */
  readonly added: SliceArm['added'];
  /** The row that the others are parts of. */
  readonly isWhole?: boolean;
}

interface IntervalsProps {
  readonly rows: readonly IntervalRow[];
  readonly tell: (value: number) => string;
}

/** Intervals one under another on one scale, with a line at no change. */
export function Intervals({ rows, tell }: IntervalsProps) {
  const ends = rows.flatMap(({ added }) => (added === null ? [] : [added.low, added.high]));
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const placeOf = (value: number) => (most === least ? 50 : (100 * (value - least)) / (most - least));
  return (
    <ul className="intervals">
      {rows.map(({ name, added, isWhole }) => (
        <li key={name} className={isWhole ? 'whole' : undefined}>
          <span className="interval-name">{name}</span>
          <span className="interval-track" aria-hidden="true">
            <span className="interval-zero" style={{ left: `${placeOf(0)}%` }} />
            {added !== null && (
              <>
                <span
                  className="interval-range"
                  style={{ left: `${placeOf(added.low)}%`, right: `${100 - placeOf(added.high)}%` }}
                />
                <span className="interval-point" style={{ left: `${placeOf(added.difference)}%` }} />
              </>
            )}
          </span>
          <span className="interval-text">
            {added === null ? (
              'Too few checkouts or orders'
            ) : (
              <>
                {tell(added.difference)} <small>{`(${tell(added.low)} to ${tell(added.high)})`}</small>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
