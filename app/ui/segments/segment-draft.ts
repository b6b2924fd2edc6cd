import type { SensitiveBasis, SensitiveRecord } from '#app/domain/segments/sensitive.ts';

/** What the editor's fields hold. */
export interface SegmentDraft {
  readonly name: string;
  readonly description: string;
  readonly rule: string;
  /** Why the rule may name what is sensitive; null until it was said. */
  readonly sensitive: SensitiveBasis | null;
}

export const EMPTY_DRAFT: SegmentDraft = { name: '', description: '', rule: '', sensitive: null };

/** A stored segment as its editor starts. */
export function draftOf({
  name,
  description,
  rule,
  sensitive,
}: Omit<SegmentDraft, 'sensitive'> & { readonly sensitive: SensitiveRecord | null }): SegmentDraft {
  return { name, description, rule, sensitive: sensitive && basisOf(sensitive) };
}

function basisOf(record: SensitiveBasis): SensitiveBasis {
  const { reason } = record;
  return record.basis === 'consent'
    ? { basis: 'consent', reason, tag: record.tag }
    : { basis: 'mistaken', reason };
}

/** Whether two drafts would be stored alike. */
export function isSameDraft(one: SegmentDraft, other: SegmentDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
