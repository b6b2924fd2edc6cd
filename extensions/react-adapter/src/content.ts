import { h } from 'preact';
import { pixelsOf } from './tokens.ts';
import type { PropsOf } from './tokens.ts';

type TextStyle = Pick<PropsOf<'Text'>, 'appearance' | 'emphasis' | 'size'>;

export function Banner({ status, title, onDismiss, children }: PropsOf<'Banner'>) {
  const props = { tone: status ?? 'info', heading: title, dismissible: onDismiss !== undefined, onDismiss };
  return h('s-banner', props, children);
}

export function Heading({ children }: PropsOf<'Heading'>) {
  return h('s-heading', null, children);
}

export function Text({ children, ...style }: PropsOf<'Text'>) {
  return h('s-text', { ...toneOf(style), type: typeOf(style) }, children);
}

export function TextBlock({ children, ...style }: PropsOf<'TextBlock'>) {
  return h(
    's-paragraph',
    { ...toneOf(style), type: style.size === 'small' ? 'small' : 'paragraph' },
    children,
  );
}

export function ProductThumbnail({ source, accessibilityLabel, size }: PropsOf<'ProductThumbnail'>) {
  return h('s-product-thumbnail', { src: source, alt: accessibilityLabel, size: size ?? 'base' });
}

export function Progress({ value, max, accessibilityLabel }: PropsOf<'Progress'>) {
  return h('s-progress', { value, max, accessibilityLabel });
}

/** There is no skeleton of a picture: an empty box of its size. */
export function SkeletonImage({ inlineSize, blockSize }: PropsOf<'SkeletonImage'>) {
  return h('s-box', {
    background: 'subdued',
    borderRadius: 'base',
    inlineSize: pixelsOf(inlineSize ?? 'auto'),
    blockSize: pixelsOf(blockSize ?? 'auto'),
  });
}

export function SkeletonText() {
  return h('s-skeleton-paragraph', null);
}

/** Subdued is a colour now, the other appearances are tones. */
function toneOf({ appearance }: TextStyle) {
  const isTone = appearance === 'success' || appearance === 'warning' || appearance === 'critical';
  return { color: appearance === 'subdued' ? 'subdued' : 'base', tone: isTone ? appearance : 'auto' };
}

function typeOf({ emphasis, size }: TextStyle): string {
  if (emphasis === 'bold') return 'strong';
  if (emphasis === 'italic') return 'emphasis';
  return size === 'small' ? 'small' : 'generic';
}
