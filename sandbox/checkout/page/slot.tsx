import { useEffect, useRef, useState } from 'react';
import { runExtension, type RunningExtension } from '../host/run-extension.ts';
import { SlotWidth } from '../visuals/responsive.ts';
import { ExtensionTreeView } from './extension-tree.tsx';
import { registerRunning } from './sandbox-window.ts';
import { useSession } from './session-context.ts';

/** A spot of the page where extensions render: one worker per extension that has the target. */
export function Slot({ target }: { target: string }) {
  const session = useSession();
  const place = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<readonly RunningExtension[]>([]);
  const [width, setWidth] = useState(600);

  useEffect(() => {
    const fitting = session.data.extensions.filter(({ targets }) => targets.includes(target));
    const started = fitting.map((definition) => runExtension(session, target, definition));
    for (const extension of started) {
      extension.onFirstTree(() => setDrawn((others) => [...others, extension]));
    }
    const unregister = registerRunning(target, started, () => place.current?.innerText ?? '');
    return () => {
      unregister();
      for (const extension of started) extension.stop();
      setDrawn([]);
    };
  }, [session, target]);

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 600));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return (
    <div className="slot" data-testid={`slot-${target}`} data-target={target} ref={place}>
      <SlotWidth.Provider value={width}>
        {drawn.map((extension, index) => (
          <ExtensionTreeView
            key={index}
            tree={extension.tree}
            onError={(message) => session.log.add({ kind: 'error', target, text: message })}
          />
        ))}
      </SlotWidth.Provider>
    </div>
  );
}
