import { WITH_ATTUNE } from '#app/domain/campaigns/holdout-sides.ts';
import { HOLDOUT_STUDY, isOfHoldout, type SimulatedStudy } from '#app/domain/experiments/simulation/study.ts';
import { holdoutSentence } from '../holdout/holdout-words.ts';
import { verdictSentence } from '../experiments/words.ts';

const TITLES: Readonly<Record<string, string>> = {
  [HOLDOUT_STUDY]: 'What Attune added in a simulated month',
  'quiet-offer': 'Simulated experiment: a quiet offer',
  'loud-offer': 'Simulated experiment: a loud offer',
};

const STORIES: Readonly<Record<string, string>> = {
  [HOLDOUT_STUDY]: 'A fifth of the shoppers saw nothing of Attune; the others saw an offer.',
  'quiet-offer':
    'The offer helps a few more shoppers to their order. Most of what it sells would have been bought anyway.',
  'loud-offer':
    'The offer sells as much as the quiet one and drives some shoppers away. Accepted offers alone would call it a success.',
};

export const titleOfStudy = (id: string): string => TITLES[id] ?? 'Simulated study';

export const storyOfStudy = (id: string): string => STORIES[id] ?? '';

/** Said wherever a simulated figure is. */
export const SIMULATED =
  'No shopper of yours is in it: these checkouts were drawn by a simulation whose truth is known. None of your own figures holds any of them.';

export const armOfStudy = ({ arms }: SimulatedStudy): string =>
  arms.find(({ isControl }) => !isControl)?.name ?? WITH_ATTUNE;

export function verdictOfStudy(study: SimulatedStudy): string {
  const { report } = study;
  return isOfHoldout(study) ? holdoutSentence({ share: 1, report }) : verdictSentence(report);
}
