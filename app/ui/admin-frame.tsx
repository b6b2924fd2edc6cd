import { AppProvider } from '@shopify/shopify-app-remix/react';
import { SkeletonBodyText, SkeletonPage, Card, BlockStack, SkeletonDisplayText } from '@shopify/polaris';
import { useLocation, useNavigation } from '@remix-run/react';
import { createElement } from 'react';
import type { ReactNode } from 'react';

const PAGES = [
  { href: '/app', title: 'Home', rel: 'home' },
  { href: '/app/segments', title: 'Segments' },
  { href: '/app/campaigns', title: 'Campaigns' },
  { href: '/app/experiments', title: 'Experiments' },
  { href: '/app/decisions', title: 'Past decisions' },
  { href: '/app/recommendations', title: 'Recommendations' },
  { href: '/app/reminders', title: 'Reminders' },
  { href: '/app/connections', title: 'Connections' },
  { href: '/app/data', title: 'Data' },
  { href: '/app/privacy', title: 'Privacy' },
  { href: '/app/settings', title: 'Settings' },
] as const;

/** Polaris, the navigation that App Bridge shows in Shopify's own menu, and a skeleton while another page loads. */
export function AdminFrame({ apiKey, children }: { apiKey: string; children: ReactNode }) {
  return (
    <AppProvider apiKey={apiKey} isEmbeddedApp={false}>
      <AppNavigation />
      <WhileLoading>{children}</WhileLoading>
    </AppProvider>
  );
}

/** App Bridge reads these links; the elements themselves are not shown. */
function AppNavigation() {
  const links = PAGES.map(({ href, title, ...rel }) =>
    createElement('s-link', { key: href, href, ...rel }, title),
  );
  return createElement('s-app-nav', null, ...links);
}

function WhileLoading({ children }: { children: ReactNode }) {
  const { state, location, formMethod } = useNavigation();
  const { pathname } = useLocation();
  const isLeaving = state === 'loading' && !formMethod && location.pathname !== pathname;
  return isLeaving ? <LoadingPage /> : <>{children}</>;
}

/** A page's outline, of about the height the page will have. */
export function LoadingPage() {
  return (
    <SkeletonPage>
      <BlockStack gap="400">
        {[3, 6].map((lines) => (
          <Card key={lines}>
            <BlockStack gap="300">
              <SkeletonDisplayText size="small" />
              <SkeletonBodyText lines={lines} />
            </BlockStack>
          </Card>
        ))}
      </BlockStack>
    </SkeletonPage>
  );
}
