import type { Host } from './host.ts';
import type { Entry } from './state.ts';

/** Counts each item of a fresh answer once, while the entry is on the buyer's screen: Shopify may run an extension before that. */
export function createExposures(
  { extension }: Pick<Host, 'extension'>,
  count: (entry: Entry) => void,
): (entry: Entry) => () => void {
  const counted = new Set<string>();
  const onScreen = new Set<Entry>();

  function countAll(): void {
    if (extension.rendered?.current === false) return;
    for (const entry of onScreen) {
      const id = `${entry.decisionId}/${entry.item.key}`;
      if (!entry.fresh || counted.has(id)) continue;
      counted.add(id);
      count(entry);
    }
  }

  extension.rendered?.subscribe(countAll);
  return (entry) => {
    onScreen.add(entry);
    countAll();
    return () => void onScreen.delete(entry);
  };
}
