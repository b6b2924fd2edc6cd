import { Link } from '@shopify/polaris';
import { MOST_HOLDOUT } from '#app/contracts/shop-settings.ts';
import { ShareCard } from './share-card.tsx';

/** How many shoppers see nothing of Attune: a share, 0 to 1. */
export function HoldoutCard({ holdout }: { holdout: number }) {
  return (
    <ShareCard
      title="Holdout"
      explanation="This share of shoppers sees nothing of Attune on any page, whatever runs. Comparing what they buy with what the others buy tells what Attune really adds. A signed-in customer is always in the same group, a guest for one cart and its checkout. At 0 everyone sees your campaigns, and their effect cannot be measured."
      label="Shoppers held out"
      name="holdout"
      share={holdout}
      most={MOST_HOLDOUT}
    >
      <Link url="/app/holdout">What Attune added, by the holdout</Link>
    </ShareCard>
  );
}
