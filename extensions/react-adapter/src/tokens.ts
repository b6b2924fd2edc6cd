import type { ComponentChildren } from 'preact';
import type * as Surface from '@shopify/ui-extensions-react/checkout';

type Components = {
  [
    Name in keyof typeof Surface as (typeof Surface)[Name] extends { readonly props?: unknown } ? Name : never
  ]: (typeof Surface)[Name];
};

/** The real package's props of a component, and its children as Preact sees them. */
export type PropsOf<Name extends keyof Components> = (Components[Name] extends {
  readonly props?: infer Props;
}
  ? NonNullable<Props>
  : never) & { children?: ComponentChildren };

/** Shopify's migration table for spacing; BlockStack and InlineStack were 'base' by default, `gap` is 'none'. */
const GAPS: Readonly<Record<string, string>> = {
  none: 'none',
  extraTight: 'small-400',
  tight: 'small-200',
  base: 'base',
  loose: 'large-200',
  extraLoose: 'large-500',
};

/** One spacing name in the new scale. Arrays and conditional styles are not used here, and fall back. */
export function gapOf(spacing: unknown, fallback: string): string {
  return typeof spacing === 'string' ? (GAPS[spacing] ?? fallback) : fallback;
}

/** Columns of an InlineLayout as a grid template: 64 -> 64px, 'fill' -> 1fr. */
export function templateOf(columns: unknown): string {
  const list: readonly unknown[] = Array.isArray(columns) ? columns : [columns ?? 'fill'];
  return list.map((column) => (column === 'fill' ? '1fr' : pixelsOf(column))).join(' ');
}

export function pixelsOf(size: unknown): string {
  return typeof size === 'number' ? `${size}px` : String(size);
}
