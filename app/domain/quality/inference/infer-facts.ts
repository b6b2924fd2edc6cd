import type { FactName } from '../../facts/catalogue.ts';
import type { InferredValue } from '../../profiles/estimates.ts';
import type { Profile } from '../../profiles/profile.ts';
import { fitInference } from './fit-inference.ts';
import type { Inference, InferenceReport } from './inference.ts';
import { shopperRow, type FindType } from './shopper-rows.ts';
import type { Row } from './table.ts';

/** The facts that are inferred where they are missing, each with its column. Never one that says something sensitive. */
const INFERRED = { 'customer.country': 'country', 'device.class': 'device' } as const satisfies Partial<
  Record<FactName, string>
>;
type InferredFact = keyof typeof INFERRED;

/** How one fact is inferred in a shop, for people. */
export interface FactInference {
  readonly fact: InferredFact;
  /** Null where there are too few known values. */
  readonly report: InferenceReport | null;
  /** Why nothing is inferred; null where it is. */
  readonly objection: string | null;
}

export interface ShopInference {
  readonly facts: readonly FactInference[];
  /** What is missing of a shopper and plain enough; null where nothing is. */
  infer(profile: Profile): Readonly<Record<string, InferredValue>> | null;
}

/** Learns from shoppers what is known of them. A fact whose model fails a gate on rows it had not seen is not inferred at all. */
export function inferFacts(
  shoppers: readonly Profile[],
  types: readonly string[],
  findType: FindType,
): ShopInference {
  const rowOf = (profile: Profile): Row => shopperRow(profile, types, findType);
  const rows = shoppers.filter(isKnown).map(rowOf);
  const learned = Object.entries(INFERRED).map(([fact, target]) => {
    const fit = fitInference(rows, { target });
    const objection = fit.ok ? objectionTo(fit.value.report) : fit.failure;
    return { fact: fact as InferredFact, target, model: fit.ok ? fit.value : null, objection };
  });
  return {
    facts: learned.map(({ fact, model, objection }) => ({ fact, report: model?.report ?? null, objection })),
    infer(profile) {
      if (!isKnown(profile)) return null;
      const row = rowOf(profile);
      const found = learned.flatMap(({ fact, target, model, objection }) => {
        const isMissing = (row[target] ?? null) === null;
        const value = isMissing && model && objection === null ? valueOf(model, row) : null;
        return value ? [[fact, value] as const] : [];
      });
      return found.length === 0 ? null : Object.fromEntries(found);
    },
  };
}

/** Of somebody who did nothing there is nothing to infer from; who refused to be looked at is not inferred. */
function isKnown({ purchases, views = [], isActivityBlocked }: Profile): boolean {
  return !isActivityBlocked && purchases.length + views.length > 0;
}

function valueOf(model: Inference, row: Row): InferredValue | null {
  const { value, probability } = model.predict(row);
  // Rounded down: it is never said to be surer than it is.
  return value === null ? null : { value, percent: Math.floor(probability * 1_000) / 10 };
}

function objectionTo({ gates, answerRate }: InferenceReport): string | null {
  if (answerRate === 0) return 'No value was ever plain on the rows held out.';
  if (!gates.precise) return 'Its answers were too often wrong on the rows held out.';
  if (!gates.calibrated) return 'Its probabilities were too far off on the rows held out.';
  return gates.covered ? null : 'It ruled out what was true too often on the rows held out.';
}
