import { Banner, Page } from '@shopify/polaris';
import { useRouteError } from '@remix-run/react';
import { describeProblem } from './problem-page.tsx';

/** What a page shows inside the admin's frame when it failed: the menu stays usable. */
export function PageProblem() {
  const { title, advice } = describeProblem(useRouteError());
  return (
    <Page title="Attune">
      <Banner tone="warning" title={title}>
        <p>{advice}</p>
      </Banner>
    </Page>
  );
}
