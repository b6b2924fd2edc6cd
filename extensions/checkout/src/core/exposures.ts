import type { Host } from './host.ts';
import type { Entry } from './state.ts';

/** Counts each item of a fresh answer, or decided here, once, while the entry is on the buyer's screen: Shopify may run an extension before that. */
export function createExposures(
  { extension }: Pick<Host, 'extension'>,
  count: (entry: Entry) => void,
): (entry: Entry) => () => void {
  const counted = new Set<string>();
  /** Counted before the answer came: not again when the answer holds them too. */
  const shownLocally = new Set<string>();
  const onScreen = new Set<Entry>();

  function countAll(): void {
    if (extension.rendered?.current === false) return;
    for (const entry of onScreen) {
      const id = `${entry.decisionId}/${entry.item.key}`;
      if (entry.source === 'copy' || counted.has(id)) continue;
      counted.add(id);
      if (entry.source === 'local') shownLocally.add(entry.item.key);
      else if (shownLocally.delete(entry.item.key)) continue;
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
