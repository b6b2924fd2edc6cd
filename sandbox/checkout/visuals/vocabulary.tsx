import type { ComponentType, ReactNode } from 'react';
import type { RemoteProps } from './read-props.ts';
import { useResolvedProps } from './responsive.ts';

export type RemoteComponent = ComponentType<RemoteProps>;

/** A component of a vocabulary from a function of its props, responsive values resolved. */
export function drawn(name: string, draw: (props: RemoteProps) => ReactNode): RemoteComponent {
  function Drawn(props: RemoteProps) {
    return <>{draw(useResolvedProps(props))}</>;
  }
  Drawn.displayName = name;
  return Drawn;
}

/** An allowed component that this host has no picture for: said on the page rather than left out. */
export function notDrawn(name: string): RemoteComponent {
  return drawn(name, () => <span className="x-not-drawn">{name} is not drawn in the sandbox</span>);
}
