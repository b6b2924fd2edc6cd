import type { Entry } from './state.ts';

/** The value that marks a cart line as the acceptance of this offer. */
export function acceptanceOf(entry: Entry): string {
  return `${entry.decisionId}/${entry.item.key}`;
}
