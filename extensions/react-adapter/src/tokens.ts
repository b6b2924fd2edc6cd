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

/** Where a column layout for a page of 640 pixels and more begins: in a place of this width. */
const WIDE_PX = 480;

/** Columns as a grid template: 64 -> 64px, 'fill' -> 1fr; one condition, on the width, becomes a container query. */
export function templateOf(columns: unknown): string {
  if (isConditional(columns)) {
    const [wide] = columns.conditionals;
    return `@container (inline-size >= ${WIDE_PX}px) ${templateOf(wide?.value)}, ${templateOf(columns.default)}`;
  }
  const list: readonly unknown[] = Array.isArray(columns) ? columns : [columns ?? 'fill'];
  return list.map((column) => (column === 'fill' ? '1fr' : pixelsOf(column))).join(' ');
}

interface Conditional {
  readonly default?: unknown;
  readonly conditionals: readonly { readonly value: unknown }[];
}

function isConditional(columns: unknown): columns is Conditional {
  return typeof columns === 'object' && columns !== null && 'conditionals' in columns;
}

export function pixelsOf(size: unknown): string {
  return typeof size === 'number' ? `${size}px` : String(size);
}
