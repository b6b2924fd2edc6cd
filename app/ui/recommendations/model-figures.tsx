import { Figure } from '../figure.tsx';
import { formatCount, formatDate, formatShare, formatTime, plural } from '../format.ts';
import { servingOf, type RecommendationsView } from './view.ts';

/** The serving model in four numbers. */
export function ModelFigures({ versions, serving, volume, coverage, timezone }: RecommendationsView) {
  const version = servingOf(versions);
  const gate = version?.gate ?? null;
  return (
    <div className="figures">
      <Figure
        title="Found among the first ten"
        value={gate === null ? '–' : formatShare(gate.candidate.mean, 1)}
        note={
          gate === null
            ? 'Not tested: its weights are set by hand, not learned'
            : `Give or take ${formatShare(gate.candidate.plusMinus, 1)}, of ${plural(gate.questions, 'question')} from your latest weeks, asked before it had seen them`
        }
      />
      <Figure
        title="Orders learned from"
        value={formatCount(serving?.orders ?? 0)}
        note={
          version === undefined
            ? 'No model yet'
            : `Trained on ${formatTime(version.trainedAt, timezone)}; ${formatCount(serving?.liveOrders ?? 0)} more learned one by one since`
        }
      />
      <Figure
        title="Your orders"
        value={formatCount(volume.orders)}
        note={
          volume.oldestAt === null
            ? 'None yet'
            : `${plural(volume.lines, 'line')} of ${plural(volume.customers, 'customer')} since ${formatDate(volume.oldestAt, timezone)}; cancelled and test orders left out`
        }
      />
      <Figure
        title="Can be offered"
        value={formatShare(coverage.onSale, coverage.products)}
        note={`${formatCount(coverage.onSale)} of ${plural(coverage.products, 'product')} are published and in stock`}
      />
    </div>
  );
}
