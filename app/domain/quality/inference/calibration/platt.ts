import { maximise } from '../../../statistics/maximise.ts';

/** The probability is 1 / (1 + exp(-(slope * score + offset))). */
export interface Platt {
  readonly slope: number;
  readonly offset: number;
}

/**
 * A logistic curve through answers of 0 and 1, with Platt's targets, which stay away from 0 and 1 by as much as one more row of each kind
 * could move them (Platt 1999, section 2.2).
 */
export function fitPlatt(scores: readonly number[], answers: readonly number[]): Platt {
  const yes = answers.reduce((sum, answer) => sum + answer, 0);
  const high = (yes + 1) / (yes + 2);
  const low = 1 / (answers.length - yes + 2);
  const { point } = maximise(
    ([slope = 0, offset = 0]) => {
      let [value, bySlope, byOffset] = [0, 0, 0];
      scores.forEach((score, at) => {
        const target = answers[at] === 1 ? high : low;
        const logOdds = slope * score + offset;
        value += target * logOdds - Math.max(0, logOdds) - Math.log1p(Math.exp(-Math.abs(logOdds)));
        const missing = target - plattAt({ slope, offset }, score);
        bySlope += missing * score;
        byOffset += missing;
      });
      const count = scores.length;
      return { value: value / count, slopes: [bySlope / count, byOffset / count] };
    },
    [1, 0],
  );
  return { slope: point[0] ?? 1, offset: point[1] ?? 0 };
}

export function plattAt({ slope, offset }: Platt, score: number): number {
  return 1 / (1 + Math.exp(-(slope * score + offset)));
}
