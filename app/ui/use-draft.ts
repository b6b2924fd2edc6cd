import { useState } from 'react';

/** What is typed into a form, beside what it was opened with. */
export interface Form<Draft> {
  readonly opened: Draft;
  readonly draft: Draft;
  /** The answer that last said that something was saved. */
  readonly saved: object | null;
}

/** The parts of a draft that are stored; all of it unless told otherwise. */
type StoredParts<Draft> = (draft: Draft) => unknown;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * The form when the page tells what is stored now, and the newest answer that something was saved. It starts from what is stored again
 * once its own draft was saved; what somebody else stored takes its place only while nothing is typed in it.
 */
export function meetStored<Draft>(
  form: Form<Draft>,
  stored: Draft,
  saved: object | null,
  partsOf: StoredParts<Draft>,
): Form<Draft> {
  const isSaved = saved !== null && saved !== form.saved;
  const isUntouched = isSame(partsOf(form.draft), partsOf(form.opened));
  const isNews = isUntouched && !isSame(stored, form.opened);
  return isSaved || isNews ? { opened: stored, draft: stored, saved: saved ?? form.saved } : form;
}

interface Drafting<Draft> {
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  readonly isDirty: boolean;
  readonly discard: () => void;
}

/** The draft of a form over what is `stored`; `saved` is the answer that it was saved, as soon as `stored` is newer than it. */
export function useDraft<Draft>(
  stored: Draft,
  saved: object | null,
  partsOf: StoredParts<Draft> = (draft) => draft,
): Drafting<Draft> {
  const [form, setForm] = useState<Form<Draft>>({ opened: stored, draft: stored, saved: null });
  const met = meetStored(form, stored, saved, partsOf);
  if (met !== form) setForm(met);
  const { opened, draft } = met;
  return {
    draft,
    setDraft: (next) => setForm({ ...met, draft: next }),
    isDirty: !isSame(partsOf(draft), partsOf(opened)),
    discard: () => setForm({ ...met, draft: opened }),
  };
}
