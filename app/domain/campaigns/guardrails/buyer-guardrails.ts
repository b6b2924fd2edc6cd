import type { Guardrail } from './guardrail.ts';

export const businessBuyer: Guardrail<'offersToBusiness'> = {
  name: 'business-buyer',
  reason: 'The buyer buys for a company, and the shop keeps offers to private buyers.',
  refuses: (_, { question, snapshot }) => question.isBusiness && !snapshot.guardrails.offersToBusiness,
};

export const noConsent: Guardrail<'consent'> = {
  name: 'no-consent',
  reason: 'The buyer did not give the consent that the shop asks for before an offer.',
  refuses: (_, { question, snapshot }) => {
    const { consent } = snapshot.guardrails;
    return consent !== 'none' && !question.consent[consent];
  },
};

export const budgetSpent: Guardrail = {
  name: 'budget-spent',
  reason: "The campaign's budget is used up.",
  refuses: ({ campaignId }, { snapshot }) => campaignId !== null && snapshot.spentCampaigns.has(campaignId),
};
