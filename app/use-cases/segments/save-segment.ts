import { segmentDraft } from '#app/contracts/segment-draft.ts';
import { fieldProblems } from '#app/contracts/field-problems.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { Diagnostic } from '#app/domain/segments/diagnostic.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import {
  requireConsent,
  saysConsent,
  sensitiveMentions,
  type SensitiveBasis,
  type SensitiveMention,
} from '#app/domain/segments/sensitive.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { SegmentStore, StoredSegment, StoreRefusal } from '#app/ports/segment-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface SaveSegmentPorts {
  readonly segments: SegmentStore;
  readonly clock: Clock;
}

/** Null as id makes a new segment; `version` is the one the editor was opened with. */
export interface SaveSegmentInput {
  readonly shop: Pick<Shop, 'id' | 'currency'>;
  readonly id: string | null;
  readonly version: number;
  readonly draft: unknown;
  /** Who saves, by Shopify's id of the staff member; null where it is not told. */
  readonly by: string | null;
}

export type SaveSegmentFailure =
  | { readonly kind: 'invalid'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'invalid-rule'; readonly diagnostics: readonly Diagnostic[] }
  /** The rule names sensitive traits, and the draft does not say why it may (`draft.sensitive`, a SensitiveBasis). */
  | { readonly kind: 'sensitive'; readonly mentions: readonly SensitiveMention[] }
  | Exclude<StoreRefusal, { readonly kind: 'name-taken' }>;

/**
 * Stores a segment whose rule can be read. The members follow by themselves: the config version is raised with it. A rule that
 * names sensitive traits needs a reason, which is kept with it; where members agreed, their tag is made a condition of the rule.
 */
export async function saveSegment(
  { segments, clock }: SaveSegmentPorts,
  { shop, id, version, draft, by }: SaveSegmentInput,
): Promise<Result<StoredSegment, SaveSegmentFailure>> {
  const parsed = segmentDraft.safeParse(draft);
  if (!parsed.success) return fail({ kind: 'invalid', fields: fieldProblems(parsed.error) });
  const { sensitive: basis, ...given } = parsed.data;
  const allowed = allowRule(given.rule, basis);
  if (!allowed.ok) return allowed;
  const { rule, texts } = allowed.value;
  const compiled = compileSegment({ id: id ?? '', ...given, rule }, shop.currency);
  if (!compiled.ok) return fail({ kind: 'invalid-rule', diagnostics: compiled.failure });
  const sensitive = texts.length > 0 && basis ? { ...basis, texts, by, at: clock.now() } : null;
  const toStore = { ...given, rule, sensitive };
  const stored =
    id === null
      ? await segments.create(shop.id, toStore)
      : await segments.update(shop.id, id, version, toStore);
  if (stored.ok) return stored;
  if (stored.failure.kind !== 'name-taken') return fail(stored.failure);
  return fail({ kind: 'invalid', fields: { name: `Another segment is named "${given.name}".` } });
}

/** The rule to store, and the sensitive texts that the basis answers for. */
function allowRule(
  source: string,
  basis: SensitiveBasis | null,
): Result<{ readonly rule: string; readonly texts: readonly string[] }, SaveSegmentFailure> {
  const parsed = parseRule(source);
  if (!parsed.ok) return fail({ kind: 'invalid-rule', diagnostics: parsed.failure });
  const tag = basis?.basis === 'consent' ? basis.tag : null;
  if (tag !== null && !saysConsent(tag)) return fail({ kind: 'invalid', fields: NO_CONSENT });
  const mentions = sensitiveMentions(parsed.value, tag);
  if (mentions.length > 0 && basis === null) return fail({ kind: 'sensitive', mentions });
  const isGuarded = mentions.length > 0 && tag !== null;
  const rule = isGuarded ? requireConsent(source, parsed.value, tag) : source;
  return ok({ rule, texts: mentions.map(({ text }) => text) });
}

const NO_CONSENT = {
  'sensitive.tag': 'Expected a tag that says so, with "consent", "agreed" or "opt-in" in it.',
};
