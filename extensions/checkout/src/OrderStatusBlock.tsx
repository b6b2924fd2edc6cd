import { reactExtension } from '@shopify/ui-extensions-react/checkout';
import type { Host } from './core/host.ts';
import { mountPlacement } from './mount.tsx';

// @ts-expect-error The package types it for targets of checkout; for those of customer accounts it does the same.
export default reactExtension('customer-account.order-status.block.render', (api: Host) =>
  mountPlacement('order-status.block', api),
);
