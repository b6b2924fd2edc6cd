import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';

interface HoldoutWords {
  readonly share: number;
  readonly report: Pick<CheckoutReport, 'deciding' | 'result'> | null;
}

/** The verdict on Attune as a whole, and nothing more than the rules allow. */
export function holdoutSentence({ share, report }: HoldoutWords): string {
  if (share === 0) return 'Nobody is held out, so what Attune adds cannot be measured.';
  const metric = report?.deciding === 'profit' ? 'profit' : 'revenue';
  switch (report?.result?.verdict.kind) {
    case undefined:
    case 'too-early':
      return 'Too early to say what Attune adds.';
    case 'broken-split':
      return 'The two sides are not as large as their shares say: checkouts are lost or counted twice on one side. Do not use figures from this time.';
    case 'winner':
      return `Attune adds ${metric}.`;
    case 'harm':
      return 'Checkouts with Attune do worse than those without, beyond chance.';
    case 'no-winner':
      return 'Checkouts with Attune do worse than those without.';
    case 'undecided':
      return `It is not known yet whether Attune adds ${metric}.`;
  }
}
