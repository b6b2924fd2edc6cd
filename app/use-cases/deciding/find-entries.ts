import type { DecisionQuestion, ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { ExperimentEntries } from '#app/ports/experiment-entries.ts';

/** When a unit entered the running experiments of bandit traffic. Nothing is read where there is none that had a second period. */
export async function findEntries(
  entries: ExperimentEntries,
  { shopId, unit }: { readonly shopId: ShopId; readonly unit: string | null },
  { experiments }: Pick<ShopSnapshot, 'experiments'>,
): Promise<NonNullable<DecisionQuestion['entered']>> {
  const asked = [...experiments.values()].flatMap(({ id, periods = [] }) => {
    const [first, second] = periods;
    return first && second ? [{ id, startedAt: first.at }] : [];
  });
  return unit === null || asked.length === 0 ? {} : entries.find(shopId, unit, asked);
}
