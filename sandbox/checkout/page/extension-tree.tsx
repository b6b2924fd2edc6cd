import { Component, useMemo, type ReactNode } from 'react';
import { createController, RemoteRenderer } from '@remote-ui/react/host';
import { createRemoteComponentRenderer, RemoteRootRenderer } from '@remote-dom/react/host';
import { forwardRef } from 'react';
import type { ExtensionTree } from '../host/run-extension.ts';
import { legacyVocabulary } from '../visuals/legacy-vocabulary.tsx';
import { modernVocabulary } from '../visuals/modern-vocabulary.tsx';
import type { RemoteProps } from '../visuals/read-props.ts';
import type { RemoteComponent } from '../visuals/vocabulary.tsx';

/** The renderer hands every component a ref; our components are functions and have no methods to offer. */
function withoutRef(Drawn: RemoteComponent) {
  return forwardRef<unknown, RemoteProps>(function WithoutRef(props, _ref) {
    return <Drawn {...props} />;
  });
}

const modernComponents = new Map(
  Object.entries(modernVocabulary).map(([tag, Drawn]) => [
    tag,
    createRemoteComponentRenderer<RemoteProps>(withoutRef(Drawn) as unknown as RemoteComponent),
  ]),
);

/** What an extension has rendered, drawn with the page's own components. */
export function ExtensionTreeView({
  tree,
  onError,
}: {
  tree: ExtensionTree;
  onError: (message: string) => void;
}) {
  const controller = useMemo(() => createController({ ...legacyVocabulary }), []);
  return (
    <TreeBoundary onError={onError}>
      {tree.stack === 'legacy' ? (
        <RemoteRenderer receiver={tree.receiver} controller={controller} />
      ) : (
        <RemoteRootRenderer receiver={tree.receiver} components={modernComponents} />
      )}
    </TreeBoundary>
  );
}

/** A tree that cannot be drawn leaves its slot empty; the checkout goes on. */
class TreeBoundary extends Component<
  { children: ReactNode; onError: (message: string) => void },
  { hasFailed: boolean }
> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch(error: Error) {
    this.props.onError(`${error.name}: ${error.message}`);
  }

  override render() {
    return this.state.hasFailed ? null : this.props.children;
  }
}
