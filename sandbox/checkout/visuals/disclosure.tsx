import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

interface Disclosures {
  readonly open: ReadonlySet<string>;
  readonly controlled: ReadonlySet<string>;
  register(id: string): void;
  toggle(id: string): void;
}

const DisclosureContext = createContext<Disclosures | null>(null);

/** API 2025-07: a Pressable or Button with `toggles` shows and hides the View with that id. */
export function Disclosure({
  defaultOpen,
  children,
}: {
  defaultOpen: readonly string[];
  children: ReactNode;
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(defaultOpen));
  const [controlled, setControlled] = useState<ReadonlySet<string>>(new Set());
  const disclosures = useMemo<Disclosures>(
    () => ({
      open,
      controlled,
      register: (id) => setControlled((ids) => (ids.has(id) ? ids : new Set([...ids, id]))),
      toggle: (id) =>
        setOpen((ids) =>
          ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : new Set([...ids, id]),
        ),
    }),
    [open, controlled],
  );
  return <DisclosureContext.Provider value={disclosures}>{children}</DisclosureContext.Provider>;
}

/** What a control that may toggle something does on a press. Outside a Disclosure: nothing. */
export function useDisclosureToggle(id: string | undefined): { isOpen: boolean | undefined; toggle(): void } {
  const disclosures = useContext(DisclosureContext);
  const register = disclosures?.register;
  useEffect(() => {
    if (id !== undefined) register?.(id);
  }, [id, register]);
  if (id === undefined || disclosures === null) return { isOpen: undefined, toggle: () => undefined };
  return { isOpen: disclosures.open.has(id), toggle: () => disclosures.toggle(id) };
}

/** True for content that a control of the surrounding Disclosure has closed. */
export function useIsClosed(id: string | undefined): boolean {
  const disclosures = useContext(DisclosureContext);
  return (
    id !== undefined && disclosures !== null && disclosures.controlled.has(id) && !disclosures.open.has(id)
  );
}

export function Details({
  summary,
  defaultOpen,
  onToggle,
  children,
}: {
  summary?: ReactNode;
  defaultOpen: boolean;
  onToggle?: (detail: unknown) => void;
  children: ReactNode;
}) {
  return (
    <details
      className="x-details"
      open={defaultOpen}
      onToggle={(event) => onToggle?.({ open: event.currentTarget.open })}
    >
      {summary}
      {children}
    </details>
  );
}
