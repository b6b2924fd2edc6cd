import { chancesToBeHighest } from './chances-to-be-highest.ts';

/** What may be offered, and how sure the model is of it. */
export interface Alternative {
  /** The model's chance that it is the one. */
  readonly score: number;
  /** Acceptances that what became of its offers is worth, those of the prior included. */
  readonly acceptances: number;
}

/** Alternatives that are drawn from. */
export const MOST_ALTERNATIVES = 5;
/**
 * The share of the draws that is spread over all alternatives alike, so that none is drawn less often than 1 in 25: an estimate from the log
 * then weighs no choice more than 25 times.
 */
const EVEN_SHARE = 0.2;
/** A score of 0 is a rounded one. */
const LEAST_SCORE = 1e-12;

/**
 * The probability with which each alternative is offered: Thompson's rule (Thompson 1933), computed instead of drawn, for four fifths; the rest evenly.
 * What an alternative is worth is believed to be gamma distributed around its score, the surer the more acceptances are known.
 * Worked out this way propensities are exact, for the draw is made from them.
 */
export function propensities(alternatives: readonly Alternative[]): readonly number[] {
  const beliefs = alternatives.map(({ score, acceptances }) => ({
    shape: acceptances,
    rate: acceptances / Math.max(score, LEAST_SCORE),
  }));
  const even = EVEN_SHARE / alternatives.length;
  return chancesToBeHighest(beliefs).map((chance) => even + (1 - EVEN_SHARE) * chance);
}

/** The place that a number from 0 up to 1 falls to, where places have these probabilities. */
export function placeOfDraw(probabilities: readonly number[], draw: number): number {
  let sum = 0;
  for (const [place, probability] of probabilities.entries()) {
    sum += probability;
    if (draw < sum) return place;
  }
  return probabilities.length - 1;
}
