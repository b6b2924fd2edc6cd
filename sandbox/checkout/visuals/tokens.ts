import type { CSSProperties } from 'react';
import { amount, text, type RemoteProps } from './read-props.ts';

/** Spacing keywords of both vocabularies, in pixels. */
const SPACE: Record<string, number> = {
  none: 0,
  'small-500': 2,
  'small-400': 4,
  'small-300': 6,
  'small-200': 8,
  'small-100': 10,
  small: 12,
  base: 16,
  large: 20,
  'large-100': 20,
  'large-200': 24,
  'large-300': 32,
  'large-400': 40,
  'large-500': 48,
  extraTight: 4,
  tight: 8,
  loose: 20,
  extraLoose: 32,
};

const RADIUS: Record<string, string> = {
  none: '0',
  'small-100': '2px',
  small: '4px',
  tight: '4px',
  base: 'var(--radius)',
  large: '10px',
  loose: '10px',
  'large-100': '14px',
  max: '999px',
  fullyRounded: '999px',
};

const BACKGROUND: Record<string, string> = {
  base: 'var(--surface)',
  subdued: 'var(--surface-subdued)',
  transparent: 'transparent',
};

const ALIGN: Record<string, string> = { start: 'start', center: 'center', end: 'end', baseline: 'baseline' };

/** "small-200 base", ["tight", "base"] or "base" as CSS lengths. */
export function space(value: unknown): string | undefined {
  const steps = Array.isArray(value) ? value : text(value)?.split(/\s+/);
  if (steps === undefined || steps.length === 0) return undefined;
  return steps
    .map((step) => `${SPACE[String(step).replace(/^(small|large)(\d)/, '$1-$2')] ?? 0}px`)
    .join(' ');
}

export function align(value: unknown): string | undefined {
  const keyword = text(value);
  return keyword === undefined || keyword === 'normal' ? undefined : (ALIGN[keyword] ?? keyword);
}

/** 64, "64px", "50%", "fill" or "auto" as a CSS length. */
export function length(value: unknown): string | undefined {
  if (typeof value === 'number') return `${value}px`;
  const size = text(value);
  if (size === undefined) return undefined;
  return size === 'fill' ? '100%' : size;
}

/** ["fill", "auto", 64] or "1fr auto 64px" as grid tracks. */
export function tracks(value: unknown): string | undefined {
  if (!Array.isArray(value)) {
    const template = text(value);
    return template === 'fill' ? '1fr' : template === 'auto' ? 'auto' : template;
  }
  return value.map((track) => (track === 'fill' ? 'minmax(0, 1fr)' : (length(track) ?? 'auto'))).join(' ');
}

export function radius(value: unknown): string | undefined {
  const keywords = Array.isArray(value) ? value : text(value)?.split(/\s+/);
  return keywords?.map((keyword) => RADIUS[String(keyword)] ?? '0').join(' ');
}

/** What a box-like component of either vocabulary says about its own box. */
export function boxStyle(props: RemoteProps): CSSProperties {
  return {
    padding: space(props['padding']),
    paddingBlock: space(props['paddingBlock']),
    paddingInline: space(props['paddingInline']),
    paddingBlockStart: space(props['paddingBlockStart']),
    paddingBlockEnd: space(props['paddingBlockEnd']),
    paddingInlineStart: space(props['paddingInlineStart']),
    paddingInlineEnd: space(props['paddingInlineEnd']),
    background: BACKGROUND[text(props['background']) ?? ''],
    borderRadius: radius(props['borderRadius'] ?? props['cornerRadius']),
    border: borderOf(props),
    inlineSize: length(props['inlineSize']),
    blockSize: length(props['blockSize']),
    minInlineSize: length(props['minInlineSize']),
    maxInlineSize: length(props['maxInlineSize']),
    minBlockSize: length(props['minBlockSize']),
    maxBlockSize: length(props['maxBlockSize']),
    overflow: text(props['overflow']),
    display: text(props['display']) === 'none' ? 'none' : undefined,
    opacity: amount(props['opacity']),
  };
}

function borderOf(props: RemoteProps): string | undefined {
  const border = text(Array.isArray(props['border']) ? props['border'][0] : props['border']);
  if (border === undefined || border.startsWith('none')) return undefined;
  const style = /dashed|dotted/.exec(`${border} ${text(props['borderStyle']) ?? ''}`)?.[0] ?? 'solid';
  const width = /large|medium|thick/.test(`${border} ${text(props['borderWidth']) ?? ''}`) ? '2px' : '1px';
  return `${width} ${style} var(--line)`;
}
