import type { CSSProperties, ReactNode } from 'react';
import { useDisclosureToggle } from './disclosure.tsx';

type Press = ((detail?: unknown) => void) | undefined;

export interface ButtonOptions {
  readonly kind: 'primary' | 'secondary' | 'plain';
  readonly isCritical: boolean;
  readonly isLoading: boolean;
  readonly isDisabled: boolean;
  readonly isWide: boolean;
  readonly label?: string;
  readonly href?: string;
  readonly isSubmit: boolean;
  readonly toggles?: string;
  readonly onPress: Press;
}

export function Button({ options, children }: { options: ButtonOptions; children: ReactNode }) {
  const { onPress, toggles } = options;
  const toggle = useDisclosureToggle(toggles);
  const className = [
    'x-button',
    `x-button-${options.kind}`,
    options.isCritical ? 'x-button-critical' : '',
    options.isWide ? 'x-button-wide' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
  if (options.href !== undefined) {
    return (
      <a
        className={className}
        href={options.href}
        target="_blank"
        rel="noreferrer"
        aria-label={options.label}
        onClick={() => onPress?.()}
      >
        {children}
      </a>
    );
  }
  return (
    <button
      type={options.isSubmit ? 'submit' : 'button'}
      className={className}
      disabled={options.isDisabled}
      aria-disabled={options.isLoading}
      aria-busy={options.isLoading}
      aria-label={options.label}
      aria-expanded={toggle.isOpen}
      onClick={() => {
        // Not disabled while it works: that would take the keyboard's focus away.
        if (options.isLoading) return;
        toggle.toggle();
        onPress?.();
      }}
    >
      <span className="x-button-content">{children}</span>
      {options.isLoading && (
        <span className="x-spinner x-spinner-small x-button-spinner" aria-hidden="true" />
      )}
    </button>
  );
}

export interface PressableOptions {
  readonly label?: string;
  readonly href?: string;
  readonly isDisabled: boolean;
  readonly toggles?: string;
  readonly style: CSSProperties;
  readonly onPress: Press;
}

export function Pressable({ options, children }: { options: PressableOptions; children: ReactNode }) {
  const toggle = useDisclosureToggle(options.toggles);
  if (options.href !== undefined) {
    return (
      <a className="x-pressable" style={options.style} href={options.href} target="_blank" rel="noreferrer">
        {children}
      </a>
    );
  }
  return (
    <button
      type="button"
      className="x-pressable"
      style={options.style}
      disabled={options.isDisabled}
      aria-label={options.label}
      aria-expanded={toggle.isOpen}
      onClick={() => {
        toggle.toggle();
        options.onPress?.();
      }}
    >
      {children}
    </button>
  );
}

export interface LinkOptions {
  readonly href?: string;
  readonly isExternal: boolean;
  readonly label?: string;
  readonly onPress: Press;
}

/** Without an address a link is a button that looks like one. */
export function Link({ options, children }: { options: LinkOptions; children: ReactNode }) {
  if (options.href === undefined) {
    return (
      <button type="button" className="x-link" aria-label={options.label} onClick={() => options.onPress?.()}>
        {children}
      </button>
    );
  }
  return (
    <a
      className="x-link"
      href={options.href}
      target={options.isExternal ? '_blank' : undefined}
      rel="noreferrer"
      aria-label={options.label}
      onClick={() => options.onPress?.()}
    >
      {children}
    </a>
  );
}
