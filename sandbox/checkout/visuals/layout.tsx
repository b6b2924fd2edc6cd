import type { CSSProperties, ReactNode } from 'react';
import { boxStyle, align, space, tracks } from './tokens.ts';
import { text, type RemoteProps } from './read-props.ts';

interface Boxed {
  readonly props: RemoteProps;
  readonly children: ReactNode;
}

const ROLES: Record<string, string> = {
  'unordered-list': 'list',
  unorderedList: 'list',
  'ordered-list': 'list',
  orderedList: 'list',
  'list-item': 'listitem',
  listItem: 'listitem',
  status: 'status',
  alert: 'alert',
  section: 'region',
  navigation: 'navigation',
  separator: 'separator',
};

function Container({ props, style, children }: Boxed & { style: CSSProperties }) {
  return (
    <div
      id={text(props['id'])}
      role={ROLES[text(props['accessibilityRole']) ?? '']}
      aria-label={text(props['accessibilityLabel'])}
      style={{ ...style, ...clean(boxStyle(props)) }}
    >
      {children}
    </div>
  );
}

/** An undefined entry must not hide one set before it. */
function clean(style: CSSProperties): CSSProperties {
  return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));
}

export interface StackOptions {
  readonly direction: 'block' | 'inline';
  readonly gap: unknown;
  readonly alignItems?: unknown;
  readonly justifyContent?: unknown;
}

export function Stack({ options, props, children }: Boxed & { options: StackOptions }) {
  const inline = options.direction === 'inline';
  const style: CSSProperties = {
    display: 'flex',
    flexDirection: inline ? 'row' : 'column',
    flexWrap: inline ? 'wrap' : 'nowrap',
    gap: space(options.gap),
    alignItems: align(options.alignItems) ?? (inline ? 'start' : 'stretch'),
    justifyContent: align(options.justifyContent),
    minWidth: 0,
  };
  return (
    <Container props={props} style={style}>
      {children}
    </Container>
  );
}

export interface GridOptions {
  readonly columns: unknown;
  readonly rows?: unknown;
  readonly gap: unknown;
  readonly alignItems?: unknown;
  readonly justifyContent?: unknown;
}

export function Grid({ options, props, children }: Boxed & { options: GridOptions }) {
  const style: CSSProperties = {
    display: 'grid',
    gridTemplateColumns: tracks(options.columns) ?? 'minmax(0, 1fr)',
    gridTemplateRows: tracks(options.rows),
    gap: space(options.gap),
    alignItems: align(options.alignItems),
    justifyContent: align(options.justifyContent),
  };
  return (
    <Container props={props} style={style}>
      {children}
    </Container>
  );
}

export function Box({ props, style = {}, children }: Boxed & { style?: CSSProperties }) {
  return (
    <Container props={props} style={{ minWidth: 0, ...style }}>
      {children}
    </Container>
  );
}

export function Section({
  heading,
  label,
  children,
}: {
  heading?: string;
  label?: string;
  children: ReactNode;
}) {
  return (
    <section className="x-section" aria-label={label}>
      {heading !== undefined && <h3 className="x-heading">{heading}</h3>}
      {children}
    </section>
  );
}

export function Divider() {
  return <hr className="x-divider" />;
}
