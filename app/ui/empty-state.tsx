import { EmptyState as PolarisEmptyState, type EmptyStateProps } from '@shopify/polaris';

/** What a card without rows teaches, away from the card's edges; without a picture. */
export function EmptyState(props: Omit<EmptyStateProps, 'image'>) {
  return (
    <div className="card-note">
      <PolarisEmptyState {...props} image="" />
    </div>
  );
}
