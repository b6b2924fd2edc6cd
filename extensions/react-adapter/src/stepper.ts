import { h } from 'preact';
import type { PropsOf } from './tokens.ts';

interface Changed {
  readonly currentTarget: { readonly value: string };
}

/** A stepper became a way to control a field of numbers, whose value is text. */
export function Stepper({ label, min, max, value, onChange }: PropsOf<'Stepper'>) {
  return h('s-number-field', {
    ...{ label, min, max, controls: 'stepper', value: String(value ?? '') },
    onChange: ({ currentTarget }: Changed) => onChange?.(Number(currentTarget.value)),
  });
}
