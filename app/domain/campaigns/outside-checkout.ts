import type { DecisionQuestion } from './decision.ts';

/** What a question has that no checkout asks: nobody is placed in the holdout or an experiment, nothing is remembered of it, every consent is given, and any cart may be added to. */
export const OUTSIDE_CHECKOUT = {
  checkoutToken: null,
  unit: null,
  savedDetails: null,
  language: null,
  consent: { preferences: true, analytics: true, marketing: true },
  syncedSegments: null,
  dismissed: [],
  canAddLines: true,
  isBusiness: false,
  pastItems: [],
  returned: new Set(),
} satisfies Partial<DecisionQuestion>;

export const NO_CONSENT: DecisionQuestion['consent'] = {
  preferences: false,
  analytics: false,
  marketing: false,
};
