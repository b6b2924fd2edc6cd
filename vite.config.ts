import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';

/**
 * The embedded admin's build: `build/client` for the browser, `build/server/index.js` for server.ts. Packages stay external on
 * the server side: bundling Polaris would make a second copy, and every page would fail for want of its provider.
 */
export default defineConfig({
  plugins: [
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        // Eight routes: the whole manifest is smaller than a round trip for a part of it.
        v3_lazyRouteDiscovery: false,
        // Shopify's library answers with redirects and headers that the older data requests carry.
        v3_singleFetch: false,
      },
    }),
  ],
  build: { sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
});
