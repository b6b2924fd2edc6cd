import { useState } from 'react';
import { useToast } from './use-toast.ts';

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

/** What saves the form: a fetcher of Remix, as far as it is looked at. */
interface Saver {
  readonly data: { readonly kind: string } | undefined;
  readonly state: string;
}

/** The kind of answer that says that the form was saved, and how the merchant is told. */
interface SavedBy {
  readonly kind: string;
  readonly toast: string;
}

interface Drafting<Draft> {
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  readonly isDirty: boolean;
  readonly discard: () => void;
  readonly isBusy: boolean;
}

/** The draft of a form over what is `stored`, which a fetcher saves; says once that it was saved. */
export function useDraft<Draft>(
  { data, state }: Saver,
  { kind, toast }: SavedBy,
  stored: Draft,
  partsOf: StoredParts<Draft> = (draft) => draft,
): Drafting<Draft> {
  const isBusy = state !== 'idle';
  const isSaved = data?.kind === kind;
  useToast(data, isSaved ? toast : null);
  // While the fetcher is busy, what is stored is older than the answer.
  const saved = !isBusy && isSaved ? data : null;
  const [form, setForm] = useState<Form<Draft>>({ opened: stored, draft: stored, saved: null });
  const met = meetStored(form, stored, saved, partsOf);
  if (met !== form) setForm(met);
  const { opened, draft } = met;
  return {
    draft,
    setDraft: (next) => setForm({ ...met, draft: next }),
    isDirty: !isSame(partsOf(draft), partsOf(opened)),
    discard: () => setForm({ ...met, draft: opened }),
    isBusy,
  };
}
