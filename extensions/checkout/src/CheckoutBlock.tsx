import { reactExtension } from '@shopify/ui-extensions-react/checkout';
import { mountPlacement } from './mount.tsx';

export default reactExtension('purchase.checkout.block.render', (api) =>
  mountPlacement('checkout.block', api),
);
