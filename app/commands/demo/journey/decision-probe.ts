import type { DecisionAnswer, DecisionRequestInput } from '#app/contracts/checkout-decision.ts';
import { PROFILE_COLUMNS, readProfile, type ProfileRow } from '#app/adapters/prisma/shoppers/profile-rows.ts';
import type { Demo } from '../start-demo.ts';

/** Measures how long after an order the shopper's profile and next decision are new ones. */
export interface DecisionProbe {
  before(): Promise<void>;
  /** Seconds from this call, made with the tap on Pay now; rejects when nothing changed within `timeoutMs`. */
  after(timeoutMs: number): Promise<{ secondsToProfile: number; secondsToChangedDecision: number }>;
}

/** A line of the cart a probe asks about. */
export interface ProbeLine {
  readonly variantId: string;
  readonly quantity: number;
}

/** Asks for the same decision, with the same cart, before and after, and looks at the profile's row. */
export function firstChange(demo: Demo, customerId: string, lines: readonly ProbeLine[]): DecisionProbe {
  let decided = '';
  let purchases = 0;
  return {
    async before() {
      decided = await decidedItems(demo, customerId, lines);
      purchases = await purchaseCount(demo, customerId);
    },
    async after(timeoutMs) {
      const began = performance.now();
      const elapsed = (): number => Math.round(performance.now() - began) / 1000;
      let secondsToProfile: number | null = null;
      while (performance.now() - began < timeoutMs) {
        if (secondsToProfile === null && (await purchaseCount(demo, customerId)) > purchases)
          secondsToProfile = elapsed();
        if (secondsToProfile !== null && (await decidedItems(demo, customerId, lines)) !== decided)
          return { secondsToProfile, secondsToChangedDecision: elapsed() };
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(
        `After ${timeoutMs / 1000} s the order ${secondsToProfile === null ? 'was not in the profile' : 'had not changed the decision'}.`,
      );
    },
  };
}

async function decidedItems(demo: Demo, customerId: string, lines: readonly ProbeLine[]): Promise<string> {
  const answer = await askDecision(demo, customerId, lines);
  return JSON.stringify(answer.placements);
}

/** One decision as a checkout extension asks for it. */
export async function askDecision(
  demo: Demo,
  customerId: string | null,
  lines: readonly ProbeLine[],
  checkoutToken?: string,
): Promise<DecisionAnswer> {
  const token = await demo.control.sessionToken(customerId);
  const question: DecisionRequestInput = {
    v: 1,
    token,
    placements: ['checkout.block'],
    lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
    currency: 'GBP',
    country: 'GB',
    consent: { preferences: true, analytics: true, marketing: true },
    ...(checkoutToken !== undefined && { checkoutToken }),
  };
  const response = await fetch(`${demo.appUrl}/api/checkout/decision`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: JSON.stringify(question),
  });
  if (!response.ok)
    throw new Error(`The decision endpoint answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as DecisionAnswer;
}

async function purchaseCount(demo: Demo, customerId: string): Promise<number> {
  const { rows } = await demo.db.query<ProfileRow>(
    `SELECT ${PROFILE_COLUMNS} FROM profile WHERE shopper_id = $1`,
    [customerId],
  );
  return rows[0] ? readProfile(rows[0]).purchases.length : 0;
}
