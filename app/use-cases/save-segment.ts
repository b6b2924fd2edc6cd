import { segmentDraft } from '#app/contracts/segment-draft.ts';
import { fieldProblems } from '#app/contracts/field-problems.ts';
import { fail } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { Diagnostic } from '#app/domain/segments/diagnostic.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { parseShopRule } from '#app/domain/segments/shop-rule.ts';
import type { SegmentStore, StoredSegment, StoreRefusal } from '#app/ports/segment-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface SaveSegmentPorts {
  readonly segments: SegmentStore;
}

/** Null as id makes a new segment; `version` is the one the editor was opened with. */
export interface SaveSegmentInput {
  readonly shop: Pick<Shop, 'id' | 'currency'>;
  readonly id: string | null;
  readonly version: number;
  readonly draft: unknown;
}

export type SaveSegmentFailure =
  | { readonly kind: 'invalid'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'invalid-rule'; readonly diagnostics: readonly Diagnostic[] }
  | Exclude<StoreRefusal, { readonly kind: 'name-taken' }>;

/** Stores a segment whose rule can be read. The members follow by themselves: the config version is raised with it. */
export async function saveSegment(
  { segments }: SaveSegmentPorts,
  { shop, id, version, draft }: SaveSegmentInput,
): Promise<Result<StoredSegment, SaveSegmentFailure>> {
  const parsed = segmentDraft.safeParse(draft);
  if (!parsed.success) return fail({ kind: 'invalid', fields: fieldProblems(parsed.error) });
  const named = parseShopRule(parsed.data.rule);
  if (!named.ok) return fail({ kind: 'invalid-rule', diagnostics: named.failure });
  const rule = compileSegment({ id: id ?? '', ...parsed.data }, shop.currency);
  if (!rule.ok) return fail({ kind: 'invalid-rule', diagnostics: rule.failure });
  const stored =
    id === null
      ? await segments.create(shop.id, parsed.data)
      : await segments.update(shop.id, id, version, parsed.data);
  if (stored.ok) return stored;
  if (stored.failure.kind !== 'name-taken') return fail(stored.failure);
  return fail({ kind: 'invalid', fields: { name: `Another segment is named "${parsed.data.name}".` } });
}
