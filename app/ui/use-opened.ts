import { useState, type Dispatch, type SetStateAction } from 'react';

/** What an editor is opened with. */
interface Stored<Draft> {
  /** 0 for what is new. */
  readonly version: number;
  readonly stored: Draft;
}

interface Opened<Draft> {
  readonly draft: Draft;
  readonly setDraft: Dispatch<SetStateAction<Draft>>;
  /** What is typed over, and its version. */
  readonly saved: Draft;
  readonly version: number;
  readonly isDirty: boolean;
}

/**
 * The draft of an editor, begun as `start`. What somebody else stores takes its place only while nothing is typed in it; else saving tells of
 * it, by the version that was opened.
 */
export function useOpened<Draft>(
  { version, stored }: Stored<Draft>,
  start: Draft,
  isSame: (one: Draft, other: Draft) => boolean,
): Opened<Draft> {
  const [opened, setOpened] = useState({ version, stored });
  const [draft, setDraft] = useState(start);
  const isDirty = !isSame(draft, opened.stored);
  if (!isDirty && opened.version !== version) {
    setOpened({ version, stored });
    setDraft(stored);
  }
  return { draft, setDraft, saved: opened.stored, version: opened.version, isDirty };
}
