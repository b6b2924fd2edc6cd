import { useDraft } from './use-draft.ts';

/**
 * The draft of a card, as useDraft keeps it, beside what was stored when the card was `opened`: that is sent along, so that what somebody else
 * saved since is not written over.
 */
export function useCardDraft<Stored, Draft>(
  saver: Parameters<typeof useDraft>[0],
  savedBy: Parameters<typeof useDraft>[1],
  stored: Stored,
  toDraft: (stored: Stored) => Draft,
) {
  const {
    draft: card,
    setDraft,
    ...rest
  } = useDraft(saver, savedBy, { opened: stored, draft: toDraft(stored) }, ({ draft }) => draft);
  return { ...rest, ...card, setDraft: (draft: Draft) => setDraft({ ...card, draft }) };
}
