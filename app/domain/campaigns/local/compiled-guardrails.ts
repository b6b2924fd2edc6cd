import { budgetSpent } from '../guardrails/buyer-guardrails.ts';
import type { Guardrail } from '../guardrails/guardrail.ts';
import { GUARDRAILS } from '../guardrails/judge.ts';
import { marginFloor } from '../guardrails/price-guardrails.ts';
import { dismissedBefore, ownedRecently, returned, shownOften } from '../guardrails/shopper-guardrails.ts';
import { RENDER_GUARDRAILS } from './render-guardrails.ts';

/** Guardrails about what the shopper did: what they refuse stands in the customer's payload. */
export const SHOPPER_GUARDRAILS: readonly Guardrail[] = [
  returned,
  ownedRecently,
  dismissedBefore,
  shownOften,
];

/** Asked elsewhere: the margin for each price, the budget for each campaign. */
const ASKED_APART: readonly Guardrail[] = [marginFloor, budgetSpent];

/** Guardrails about the product alone: what they refuse is in no payload. */
export const PRODUCT_GUARDRAILS: readonly Guardrail[] = GUARDRAILS.filter((guardrail) =>
  [...RENDER_GUARDRAILS, ...SHOPPER_GUARDRAILS, ...ASKED_APART].every(({ name }) => name !== guardrail.name),
);
