import type { ReactNode } from 'react';

/** Props as they arrive from a worker: nothing about them is certain. */
export type RemoteProps = Readonly<Record<string, unknown>>;

export function text(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** A boolean attribute without a value arrives as an empty text. */
export function flag(value: unknown): boolean {
  return value === true || value === '';
}

export function amount(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Rendered remote children or a rendered slot: the renderers give React nodes. */
export function content(value: unknown): ReactNode {
  return value as ReactNode;
}

/** A callback that lives in the worker. What it returns or throws stays there. */
export function action(value: unknown): ((detail?: unknown) => void) | undefined {
  if (typeof value !== 'function') return undefined;
  return (detail) => {
    void Promise.resolve(detail === undefined ? value() : value(detail)).catch(() => undefined);
  };
}
