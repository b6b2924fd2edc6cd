import type { RungName, RungReport } from './inference.ts';
import { meanLogLoss } from './log-loss.ts';
import { fitBoosted } from './rungs/boosted.ts';
import { fitFrequencies } from './rungs/frequencies.ts';
import { fitGroups } from './rungs/groups.ts';
import { fitLogistic } from './rungs/logistic.ts';
import { fitNaiveBayes } from './rungs/naive-bayes.ts';
import type { Examples, Scorer } from './rungs/rung.ts';

/** Simplest first. */
const RUNGS: readonly (readonly [RungName, (examples: Examples) => Scorer])[] = [
  ['default', fitFrequencies],
  ['group', fitGroups],
  ['naive Bayes', fitNaiveBayes],
  ['logistic regression', fitLogistic],
  ['boosted trees', fitBoosted],
];

/** The rung with the least log loss on `choose`; of equal ones the simplest. What it would lose on `test` is told and decides nothing. */
export function climbLadder(
  learn: Examples,
  choose: Examples,
  test: Examples,
): { readonly ladder: readonly RungReport[]; readonly chosen: RungName; readonly scorer: Scorer } {
  const fitted = RUNGS.map(([rung, fit]) => {
    const scorer = fit(learn);
    return {
      scorer,
      report: { rung, chooseLoss: meanLogLoss(scorer, choose), testLoss: meanLogLoss(scorer, test) },
    };
  });
  const best = fitted.reduce((least, one) => (one.report.chooseLoss < least.report.chooseLoss ? one : least));
  return { ladder: fitted.map(({ report }) => report), chosen: best.report.rung, scorer: best.scorer };
}
