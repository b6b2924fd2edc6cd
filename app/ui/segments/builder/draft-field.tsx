import { TextField } from '@shopify/polaris';
import { useState } from 'react';

interface DraftFieldProps {
  readonly label: string;
  /** What the rule says now. */
  readonly value: string;
  /** Takes a text over into the rule; gives what is wrong with it when it cannot. */
  readonly accept: (text: string) => string | null;
  readonly type?: 'text' | 'date';
  readonly inputMode?: 'numeric' | 'decimal';
  readonly prefix?: string | undefined;
}

/** A field whose half-typed text does not reach the rule: it keeps to what could be read last. */
export function DraftField({ value, accept, prefix, ...field }: DraftFieldProps) {
  const [draft, setDraft] = useState<{ text: string; problem: string | null } | null>(null);
  return (
    <TextField
      {...field}
      labelHidden
      prefix={prefix}
      value={draft?.text ?? value}
      onChange={(text) => setDraft({ text, problem: accept(text) })}
      onBlur={() => setDraft(null)}
      error={draft?.problem ?? undefined}
      autoComplete="off"
    />
  );
}
