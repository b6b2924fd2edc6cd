import { h } from 'preact';
import type { PropsOf } from './tokens.ts';

/** A plain button looked like a link and became `s-link`; the others are `s-button` variants. */
export function Button({
  kind = 'primary',
  to,
  loading,
  disabled,
  accessibilityLabel,
  onPress,
  children,
}: PropsOf<'Button'>) {
  const shared = { accessibilityLabel, href: to, onClick: onPress };
  if (kind === 'plain') return h('s-link', shared, children);
  return h(
    's-button',
    { ...shared, variant: kind, loading: loading ?? false, disabled: disabled ?? false },
    children,
  );
}
