import { h } from 'preact';
import { gapOf, pixelsOf, templateOf } from './tokens.ts';
import type { PropsOf } from './tokens.ts';

export function BlockStack({ spacing, inlineAlignment, children }: PropsOf<'BlockStack'>) {
  const props = { direction: 'block', gap: gapOf(spacing, 'base'), alignItems: inlineAlignment ?? 'normal' };
  return h('s-stack', props, children);
}

export function InlineStack({ spacing, blockAlignment, inlineAlignment, children }: PropsOf<'InlineStack'>) {
  const props = {
    direction: 'inline',
    gap: gapOf(spacing, 'base'),
    alignItems: blockAlignment ?? 'normal',
    justifyContent: inlineAlignment ?? 'normal',
  };
  return h('s-stack', props, children);
}

export function InlineLayout({ columns, spacing, blockAlignment, children }: PropsOf<'InlineLayout'>) {
  const props = {
    gridTemplateColumns: templateOf(columns),
    gap: gapOf(spacing, 'base'),
    alignItems: blockAlignment ?? 'normal',
  };
  return h('s-grid', props, children);
}

/** Columns may differ by the width of the page there, by the width of the place here. */
export function Grid({ columns, spacing, children }: PropsOf<'Grid'>) {
  const props = { gridTemplateColumns: templateOf(columns), gap: gapOf(spacing, 'none') };
  return h('s-query-container', null, h('s-grid', props, children));
}

export function View({
  accessibilityLabel,
  accessibilityRole,
  border,
  cornerRadius,
  minBlockSize,
  padding,
  children,
}: PropsOf<'View'>) {
  const props = {
    accessibilityLabel: accessibilityLabel ?? '',
    accessibilityRole: accessibilityRole ?? 'generic',
    border: border ?? 'none',
    borderRadius: cornerRadius ?? 'none',
    minBlockSize: pixelsOf(minBlockSize ?? 0),
    padding: gapOf(padding, 'none'),
  };
  return h('s-box', props, children);
}
