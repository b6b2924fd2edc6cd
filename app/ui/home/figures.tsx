import type { Money } from '#app/domain/kernel/money.ts';
import { Figure } from '../figure.tsx';
import { formatCount, formatPrices, formatShare } from '../format.ts';

interface FiguresProps {
  readonly totals: { decisions: number; exposures: number; acceptances: number; revenue: readonly Money[] };
  readonly currency: string;
  /** Like "since 24 Oct 2026". */
  readonly since: string;
}

/** What happened in the span, in four numbers. */
export function Figures({ totals, currency, since }: FiguresProps) {
  const { decisions, exposures, acceptances, revenue } = totals;
  return (
    <div className="figures">
      <Figure
        title="Decisions"
        value={formatCount(decisions)}
        note={`Checkouts asked what to show, ${since}`}
      />
      <Figure
        title="Shown"
        value={formatCount(exposures)}
        note={`Offers, messages and details seen, ${since}`}
      />
      <Figure
        title="Accepted"
        value={formatCount(acceptances)}
        note={
          exposures > 0
            ? `${formatShare(acceptances, exposures)} of what was shown, ${since}`
            : `Taps on Add or Use, ${since}`
        }
      />
      <Figure
        title="Revenue of accepted offers"
        value={formatPrices(revenue, currency)}
        note={`From orders that hold one, ${since}`}
      />
    </div>
  );
}
