import type { SimulatedStudy } from '#app/domain/experiments/simulation/study.ts';
import { Figure } from '../figure.tsx';
import { addedOf } from '../measurements/headline.tsx';
import { formatDifference } from '../measurements/words.ts';
import { armOfStudy } from './words.ts';

/** What was measured, beside what only a simulation knows, and what counting accepted offers would have claimed. */
export function TruthFigures({ study, currency }: { study: SimulatedStudy; currency: string }) {
  const { report, trueProfit, attributedProfit } = study;
  const added = addedOf(report, 'profit', armOfStudy(study));
  const tell = (value: number) => formatDifference('profit', value, currency);
  return (
    <div className="figures figures-three">
      {added && (
        <Figure
          title="Measured profit per 1,000 checkouts, added"
          value={tell(added.difference)}
          note={`Truly between ${tell(added.low)} and ${tell(added.high)}, however often you look`}
        />
      )}
      <Figure
        title="The truth"
        value={tell(trueProfit)}
        note={
          added && added.low <= trueProfit && trueProfit <= added.high
            ? 'As the simulation was built. The interval holds it'
            : 'As the simulation was built'
        }
      />
      <Figure
        title="What counting accepted offers claims"
        value={tell(attributedProfit)}
        note="Nothing taken off for what was bought anyway, or for orders that were lost"
      />
    </div>
  );
}
