import { h } from 'preact';
import type { PropsOf } from './tokens.ts';

interface Changed {
  readonly currentTarget: { readonly value: string };
}

/** Options were a prop and are elements now; a change tells the field, not the value. */
export function Select({ label, value, options, onChange }: PropsOf<'Select'>) {
  return h(
    's-select',
    { label, value, onChange: ({ currentTarget }: Changed) => onChange?.(currentTarget.value) },
    options.map((option) => h('s-option', { key: option.value, value: option.value }, option.label)),
  );
}
