import { MOST_EXPLORATION } from '#app/contracts/shop-settings.ts';
import { ShareCard } from './share-card.tsx';

/** In how many checkouts a last offer is drawn by chance: a share, 0 to 1. */
export function ExplorationCard({ exploration }: { exploration: number }) {
  return (
    <ShareCard
      title="Exploration"
      explanation="In this share of checkouts the last of two or more recommended offers is drawn by chance from the five best that are left, so that a new model can be judged before a shopper sees it. At 0 nothing is drawn, and new models are judged by past orders alone."
      label="Checkouts that explore"
      name="exploration"
      share={exploration}
      most={MOST_EXPLORATION}
    />
  );
}
