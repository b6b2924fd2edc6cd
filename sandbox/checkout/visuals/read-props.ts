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

/** A callback that lives in the worker. What it returns is of no use here; what it throws goes to the page's event log. */
export function action(value: unknown): ((detail?: unknown) => void) | undefined {
  if (typeof value !== 'function') return undefined;
  const call = async (detail: unknown) => await (detail === undefined ? value() : value(detail));
  return (detail) => {
    call(detail).catch((error: unknown) => reportError(error));
  };
}
