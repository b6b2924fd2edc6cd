import type { Guardrail } from './guardrail.ts';

export const businessBuyer: Guardrail<'offersToBusiness'> = {
  name: 'business-buyer',
  refuses: (_, { question, snapshot }) => question.isBusiness && !snapshot.guardrails.offersToBusiness,
};

export const noConsent: Guardrail<'consent'> = {
  name: 'no-consent',
  refuses: (_, { question, snapshot }) => {
    const { consent } = snapshot.guardrails;
    return consent !== 'none' && !question.consent[consent];
  },
};

export const budgetSpent: Guardrail = {
  name: 'budget-spent',
  refuses: ({ campaignId }, { snapshot }) => campaignId !== null && snapshot.spentCampaigns.has(campaignId),
};
