import type { ReactNode } from 'react';

export function Heading({ level, children }: { level?: number; children: ReactNode }) {
  const Tag = level === 1 ? 'h2' : level === 3 ? 'h4' : 'h3';
  return <Tag className="x-heading">{children}</Tag>;
}

export interface TextLook {
  readonly tone?: string;
  readonly isSubdued?: boolean;
  readonly isStrong?: boolean;
  readonly isEmphasis?: boolean;
  readonly isStruck?: boolean;
  readonly size?: string;
}

/** Class names shared by text and paragraphs of both vocabularies. */
function classOf(look: TextLook): string {
  return [
    'x-text',
    look.tone !== undefined && look.tone !== 'auto' ? `x-tone-${look.tone}` : '',
    look.isSubdued === true ? 'x-subdued' : '',
    look.isStrong === true ? 'x-strong' : '',
    look.isEmphasis === true ? 'x-emphasis' : '',
    look.isStruck === true ? 'x-struck' : '',
    look.size !== undefined ? `x-size-${look.size}` : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
}

export function Text({
  look,
  isHidden,
  children,
}: {
  look: TextLook;
  isHidden?: boolean;
  children: ReactNode;
}) {
  return <span className={isHidden === true ? 'x-visually-hidden' : classOf(look)}>{children}</span>;
}

export function Paragraph({ look, children }: { look: TextLook; children: ReactNode }) {
  return <p className={classOf(look)}>{children}</p>;
}

export function List({
  isOrdered,
  isPlain,
  children,
}: {
  isOrdered: boolean;
  isPlain: boolean;
  children: ReactNode;
}) {
  const className = isPlain ? 'x-list x-list-plain' : 'x-list';
  return isOrdered ? <ol className={className}>{children}</ol> : <ul className={className}>{children}</ul>;
}
