import { SECONDS } from '../kernel/instant.ts';
import type { CartStory } from './cart-stories.ts';
import type { Activity } from './profile.ts';

/** How long a cart is left alone, with something in it, until it counts as abandoned. */
export const ABANDONED_AFTER_SECONDS = SECONDS.day;

/**
 * When carts were abandoned: 24 hours after each change that left something in a cart and after which, in the same cart, nothing
 * happened for 24 hours: no change, no emptying, no completed checkout. What happens in the 24th hour's own second comes too
 * late. Of a cart changed a moment ago the instant lies ahead: it has not happened yet, and will not where something follows.
 */
export function abandonmentsOf(stories: readonly CartStory[]): readonly Activity[] {
  const abandoned = stories.flatMap((story) =>
    story.flatMap(({ kind, at }, index) => {
      const next = story[index + 1]?.at ?? Infinity;
      return kind === 'cart' && next - at >= ABANDONED_AFTER_SECONDS ? [at + ABANDONED_AFTER_SECONDS] : [];
    }),
  );
  return abandoned.sort((a, b) => a - b).map((at) => ({ at }));
}
